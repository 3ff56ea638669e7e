#include "codecs/xml/markup_guard.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace raccordo::codecs::xml {
namespace {

constexpr std::string_view kCommentEnd = "-->";
constexpr std::string_view kSectionEnd = "]]>";
constexpr std::string_view kInstructionEnd = "?>";
constexpr std::string_view kSection = "[CDATA[";

/// What a character is inside a tag.
enum class InTag : std::uint8_t { name, ends_name, ends_part };

constexpr std::array<InTag, 256> kInTag = [] {
  std::array<InTag, 256> kinds{};
  for (const char letter : {' ', '\t', '\n', '\r', '=', '/'})
    kinds.at(static_cast<unsigned char>(letter)) = InTag::ends_name;
  for (const char letter : {'>', '"', '\''}) kinds.at(static_cast<unsigned char>(letter)) = InTag::ends_part;
  return kinds;
}();

}  // namespace

std::string_view MarkupGuard::pass(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size() && !fault_) at = step(bytes, at);
  const auto passed = bytes.substr(0, at);
  line_ += static_cast<std::uint64_t>(std::count(passed.begin(), passed.end(), '\n'));
  return passed;
}

std::size_t MarkupGuard::step(std::string_view bytes, std::size_t at) {
  switch (state_) {
    case State::text:
      return read_text(bytes, at);
    case State::reference:
      return read_reference(bytes, at);
    case State::opened:
      return open_markup(bytes[at], at);
    case State::declared:
      return read_declaration(bytes[at], at);
    case State::until:
      return read_until(bytes, at);
    case State::tag:
      return read_tag(bytes, at);
    case State::value:
      break;
  }
  return read_value(bytes, at);
}

std::size_t MarkupGuard::read_text(std::string_view bytes, std::size_t at) {
  while (at < bytes.size() && bytes[at] != '<' && bytes[at] != '&') ++at;
  if (at == bytes.size()) return at;
  state_ = bytes[at] == '<' ? State::opened : State::reference;
  length_ = name_ = attributes_ = 0;
  return at + 1;
}

std::size_t MarkupGuard::read_reference(std::string_view bytes, std::size_t at) {
  for (; at < bytes.size(); ++at) {
    if (bytes[at] == ';' || bytes[at] == '<') {
      state_ = State::text;
      return at;
    }
    if (++name_ > kLongestName) {
      fail("an & that starts no entity; write &amp;");
      return at;
    }
  }
  return at;
}

std::size_t MarkupGuard::open_markup(char letter, std::size_t at) {
  if (letter == '!') {
    state_ = State::declared;
    declared_.clear();
    return at + 1;
  }
  if (letter == '?') {
    state_ = State::until;
    end_ = kInstructionEnd;
    matched_ = 0;
    return at + 1;
  }
  state_ = State::tag;
  return at;
}

std::size_t MarkupGuard::read_declaration(char letter, std::size_t at) {
  declared_ += letter;
  if (declared_ == "D") {
    fault_ = Fault{model::IssueCode::malformed_document, kDoctype};
    return at;
  }
  const bool is_comment = declared_ == "--";
  if (is_comment || declared_ == kSection) {
    state_ = State::until;
    end_ = is_comment ? kCommentEnd : kSectionEnd;
    matched_ = 0;
  } else if (declared_ != "-" && !kSection.starts_with(declared_)) {
    state_ = State::text;  // libxml2 refuses it
  }
  return at + 1;
}

void MarkupGuard::follow_end(char letter) {
  if (letter == end_[matched_]) {
    ++matched_;
  } else if (letter != end_.front() || matched_ + 1 != end_.size()) {
    // `--` followed by another `-` may still end with `>`.
    matched_ = letter == end_.front() ? 1 : 0;
  }
}

std::size_t MarkupGuard::read_until(std::string_view bytes, std::size_t at) {
  const auto begin = at;
  while (at < bytes.size() && matched_ < end_.size()) {
    if (matched_ == 0) at = std::min(bytes.find(end_.front(), at), bytes.size());
    if (at < bytes.size()) follow_end(bytes[at++]);
  }
  if (matched_ == end_.size()) state_ = State::text;
  // libxml2 passes the text of a CDATA section on in pieces.
  if (end_ != kSectionEnd) lengthen(at - begin);
  return at;
}

std::size_t MarkupGuard::read_tag(std::string_view bytes, std::size_t at) {
  const auto begin = at;
  for (; at < bytes.size(); ++at) {
    const char letter = bytes[at];
    const auto kind = kInTag[static_cast<unsigned char>(letter)];
    if (kind == InTag::ends_part) {
      state_ = letter == '>' ? State::text : State::value;
      quote_ = letter;
      name_ = 0;
      if (state_ == State::value && ++attributes_ > most_attributes_) {
        fail("an element has more than " + std::to_string(most_attributes_) +
             " attributes and namespace declarations (limits: xml_attributes); send fewer");
      } else {
        lengthen(at - begin);
      }
      return fault_ ? at : at + 1;
    }
    name_ = kind == InTag::ends_name ? 0 : name_ + 1;
    if (name_ > kLongestName) {
      fail("the name of an element or attribute is longer than " + std::to_string(kLongestName) +
           " bytes; shorten it");
      return at;
    }
  }
  lengthen(at - begin);
  return at;
}

std::size_t MarkupGuard::read_value(std::string_view bytes, std::size_t at) {
  const auto end = bytes.find(quote_, at);
  const bool is_closed = end != std::string_view::npos;
  if (is_closed) state_ = State::tag;
  const auto next = is_closed ? end + 1 : bytes.size();
  lengthen(next - at);
  return next;
}

void MarkupGuard::lengthen(std::size_t bytes) {
  length_ += bytes;
  if (length_ <= kLongestMarkup) return;
  fail("a tag, a comment or a processing instruction is longer than " + std::to_string(kLongestMarkup) +
       " bytes; shorten it, or check that it is closed");
}

void MarkupGuard::fail(std::string message) {
  if (!fault_) fault_ = Fault{model::IssueCode::malformed_document, std::move(message)};
}

}  // namespace raccordo::codecs::xml
