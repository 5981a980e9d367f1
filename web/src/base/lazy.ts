/** Made when it is first asked for: the browser's formats of numbers and dates take their time to be made. */
export function lazy<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
