// Documents and readers for the XML tests.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "codecs/compiled_profile.hpp"
#include "codecs/xml/xml_format.hpp"
#include "codecs/xml/xml_view.hpp"

namespace raccordo::codecs {

/// Yields a text a few bytes at a time.
class DrippingSource final : public ByteSource {
 public:
  DrippingSource(std::string text, std::size_t step) : text_(std::move(text)), step_(step) {}
  std::size_t read(char* into, std::size_t capacity) override {
    const std::size_t count = std::min({capacity, step_, text_.size() - at_});
    std::copy_n(text_.data() + at_, count, into);
    at_ += count;
    return count;
  }

 private:
  std::string text_;
  std::size_t step_, at_ = 0;
};

/// Yields `count` copies of `body` between `head` and `tail` without holding them all.
class RepeatingSource final : public ByteSource {
 public:
  RepeatingSource(std::string head, std::string body, std::string tail, std::size_t count)
      : parts_{std::move(head), std::move(body), std::move(tail)}, left_(count) {}
  std::size_t read(char* into, std::size_t capacity) override {
    while (part_ < 3 && at_ == parts_[part_].size()) advance();
    if (part_ == 3) return 0;
    const std::size_t count = std::min(capacity, parts_[part_].size() - at_);
    std::copy_n(parts_[part_].data() + at_, count, into);
    at_ += count;
    return count;
  }

 private:
  void advance() {
    at_ = 0;
    if (part_ == 1 && --left_ > 0) return;
    ++part_;
  }
  std::string parts_[3];
  std::size_t part_ = 0, at_ = 0, left_;
};

inline CompiledProfile xml_profile(std::string records) {
  CompiledProfile profile;
  profile.source = "test";
  profile.format = model::DocumentFormat::xml;
  profile.records = std::move(records);
  profile.namespaces = {{"h", "urn:hl7-org:v3"}, {"x", "urn:x"}};
  return profile;
}

/// The result of framing a whole document.
struct Framing {
  std::vector<std::string> texts;  ///< the text of each record's element, or the code of its issue
  std::vector<model::Place> places;
  DocumentEnd end;
};

inline Framing frame(ByteSource& source, const CompiledProfile& profile, const DecodeContext& context = {}) {
  const auto framer = make_xml_framer(profile, context, source);
  Framing framing;
  while (auto item = framer->next()) {
    if (item->view != nullptr) {
      framing.texts.emplace_back(item->view->text(item->view->root()).value_or("(absent)"));
      framing.places.push_back(item->view->locate(item->view->root()));
    } else {
      framing.texts.emplace_back(to_string(item->bad.front().code));
      framing.places.push_back(item->bad.front().at);
    }
  }
  framing.end = framer->end();
  return framing;
}

inline Framing frame(std::string_view document, const std::string& records = "//r",
                     const DecodeContext& context = {}) {
  DrippingSource source{std::string(document), 7};
  return frame(source, xml_profile(records), context);
}

}  // namespace raccordo::codecs
