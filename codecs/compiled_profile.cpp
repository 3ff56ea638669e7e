#include "codecs/compiled_profile.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace raccordo::codecs {

const std::string& Profile::source() const { return compiled_->source; }
const std::string& Profile::title() const { return compiled_->title; }
model::DocumentFormat Profile::format() const { return compiled_->format; }
std::string Profile::encoding() const {
  if (!compiled_->encoding.empty() || compiled_->format == model::DocumentFormat::xml)
    return compiled_->encoding;
  return "UTF-8";
}
const std::vector<Profile::TableUse>& Profile::tables() const { return compiled_->tables; }
model::RecordKey Profile::record_key() const { return compiled_->key; }

bool CompiledProfile::is_null_word(std::string_view text) const {
  return !nulls.empty() && std::find(nulls.begin(), nulls.end(), base::to_lower_ascii(text)) != nulls.end();
}

}  // namespace raccordo::codecs
