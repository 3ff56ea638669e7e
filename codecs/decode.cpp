// make_decoder: a framer and a rule runner, joined.
#include <algorithm>
#include <cstring>

#include "codecs/decoder.hpp"
#include "codecs/registry.hpp"
#include "codecs/rule_runner.hpp"

namespace raccordo::codecs {
namespace {

class ProfileDecoder final : public Decoder {
 public:
  ProfileDecoder(const CompiledProfile& profile, const DecodeContext& context, BodyFormat format,
                 ByteSource& input)
      : framer_(make_framer(profile, context, format, input)), runner_(profile, context) {}

  std::optional<model::FieldRecord> next() override {
    auto item = framer_->next();
    if (!item) return std::nullopt;
    model::FieldRecord record;
    record.number = item->number;
    record.locator = item->view;
    record.issues = std::move(item->bad);
    if (item->view != nullptr) runner_.run(*item->view, record);
    if (!record.issues.empty()) name_record(record);
    return record;
  }
  DocumentEnd end() const override { return framer_->end(); }
  DocumentFacts facts() const override { return framer_->facts(); }

 private:
  static void name_record(model::FieldRecord& record) {
    const auto* id = record.find(model::Field::record_id);
    for (auto& issue : record.issues) {
      issue.record = record.number;
      if (id != nullptr) issue.record_id = id->text;
    }
  }

  std::unique_ptr<Framer> framer_;
  RuleRunner runner_;
};

}  // namespace

std::size_t MemorySource::read(char* into, std::size_t capacity) {
  const auto count = std::min(capacity, rest_.size());
  if (count != 0) std::memcpy(into, rest_.data(), count);
  rest_.remove_prefix(count);
  return count;
}

std::unique_ptr<Decoder> make_decoder(const Profile& profile, const DecodeContext& context, BodyFormat format,
                                      ByteSource& input) {
  return std::make_unique<ProfileDecoder>(profile.compiled(), context, format, input);
}

}  // namespace raccordo::codecs
