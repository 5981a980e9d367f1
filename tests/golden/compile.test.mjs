// What must not compile: an error that nobody looks at.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const llvm = existsSync("/usr/lib") ? readdirSync("/usr/lib").filter((d) => d.startsWith("llvm-")) : [];
const COMPILERS = ["clang++", ...llvm.map((d) => join("/usr/lib", d, "bin/clang++")), "g++", "c++"];
const OPTIONS = ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-x", "c++", "-I", root, "-"];
const compiler = COMPILERS.find((c) => spawnSync(c, ["--version"]).status === 0);

const compile = (body) =>
  spawnSync(compiler, OPTIONS, {
    input: `#include "core/base/error.h"\ntotsugo::Error fail();\ntotsugo::Result<int> count();\nint main() {\n${body}\n}\n`,
    encoding: "utf8",
  });

test("an error that is looked at compiles, one that is passed over does not", () => {
  assert.ok(compiler, "no C++ compiler");
  const good = compile("if (totsugo::Error e = fail()) return 1;\nreturn count().ok() ? 0 : 1;");
  assert.equal(good.status, 0, good.stderr);
  for (const ignored of ["fail();", "count();", "totsugo::Error{};"]) {
    const bad = compile(ignored);
    assert.notEqual(bad.status, 0, ignored);
    assert.match(bad.stderr, /nodiscard|unused-result|unused-value/u, ignored);
  }
  // Nor is it a number by itself.
  assert.notEqual(compile("int n = fail();\nreturn n;").status, 0);
});
