// Profiles: any text loads or gives faults.
#include "codecs/profile_file.hpp"
#include "fuzz_support.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto profile =
      raccordo::codecs::parse_profile(std::string(reinterpret_cast<const char*>(data), size), "fuzz.yaml");
  if (!profile && profile.error().empty()) std::abort();
  return 0;
}
