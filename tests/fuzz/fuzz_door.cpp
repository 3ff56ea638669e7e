// Values that callers send: media types, content codings, queries and the names of
// certificates. Making a canonical name canonical again does not change it.
#include <array>
#include <cstdlib>

#include "app/http/request.hpp"
#include "intake/certificate_names.hpp"
#include "intake/decompress.hpp"
#include "intake/media_type.hpp"

namespace {

template <class Make>
void must_be_stable(std::string_view text, Make make) {
  const std::string once = make(text);
  if (make(once) != once) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace raccordo::intake;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto format : raccordo::model::document_formats()) {
    const auto type = match_document(text, format);
    if (type && type->charset.size() > size) std::abort();
    if (raccordo::model::accepted_types(format).empty()) std::abort();
  }
  constexpr std::array<std::string_view, 3> offers = {"application/json", "text/csv",
                                                      "application/vnd.sdmx.data+csv"};
  const auto best = negotiate(text, offers);
  if (best && *best >= offers.size()) std::abort();
  names_encoding(text, "windows-1252");
  parse_content_coding(text);
  static_cast<void>(raccordo::app::parse_query(text));
  must_be_stable(text, canonical_fingerprint);
  must_be_stable(text, canonical_distinguished_name);
  must_be_stable(text, canonical_san);
  return 0;
}
