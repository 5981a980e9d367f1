// main() where there is no libFuzzer: runs every file named, or in a folder named, once, each from a block of its exact size.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/fuzz/fuzz.h"

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  std::vector<fs::path> inputs;
  for (int i = 1; i < argc; ++i) {
    if (!fs::is_directory(argv[i])) {
      inputs.emplace_back(argv[i]);
      continue;
    }
    for (const fs::directory_entry& entry : fs::directory_iterator(argv[i]))
      if (entry.is_regular_file()) inputs.push_back(entry.path());
  }
  std::sort(inputs.begin(), inputs.end());
  size_t ran = 0;
  for (const fs::path& path : inputs) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
      std::fprintf(stderr, "cannot be read: %s\n", path.c_str());
      return 1;
    }
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const totsugo::fuzz::Exact exact(bytes);
    std::fprintf(stderr, "%s\n", path.c_str());  // the last one named is the one that breaks
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(exact.view().data()), exact.view().size());
    ++ran;
  }
  std::printf("replayed %zu\n", ran);
  return ran > 0 ? 0 : 1;
}
