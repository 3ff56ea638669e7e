// Runs a fuzz target over every file of a corpus, each also truncated at several places. Fails without a
// corpus.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void run(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

/// The whole file, then its beginnings and itself with single bytes changed, a hundred at most of each.
void run_with_variants(std::string bytes) {
  run(bytes);
  const std::size_t step = 1 + bytes.size() / 100;
  for (std::size_t cut = 0; cut < bytes.size(); cut += step) run(bytes.substr(0, cut));
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    const char kept = bytes[at];
    for (const char other : {'\0', '"', '\x81', '['}) {
      bytes[at] = other;
      run(bytes);
    }
    bytes[at] = kept;
  }
}

}  // namespace

int main(int count, char** arguments) {
  std::size_t files = 0;
  for (int i = 1; i < count; ++i) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(arguments[i])) {
      if (!entry.is_regular_file()) continue;
      std::ifstream stream(entry.path(), std::ios::binary);
      run_with_variants({std::istreambuf_iterator<char>(stream), {}});
      ++files;
    }
  }
  std::printf("%zu files\n", files);
  return files == 0 ? 1 : 0;
}
