#include "codecs/json/json_parser.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace raccordo::codecs {
namespace {

constexpr std::uint32_t kHighHalf = 0xD800, kLowHalf = 0xDC00, kBehindHalves = 0xE000;
constexpr char kHalfPair = '\xFF';

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_plain(char c) { return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20; }

void put_utf8(char*& out, std::uint32_t code) {
  const auto tail = [&](unsigned shift) { *out++ = static_cast<char>(0x80U | ((code >> shift) & 0x3FU)); };
  if (code < 0x80) {
    *out++ = static_cast<char>(code);
  } else if (code < 0x800) {
    *out++ = static_cast<char>(0xC0U | (code >> 6U));
    tail(0);
  } else if (code < 0x10000) {
    *out++ = static_cast<char>(0xE0U | (code >> 12U));
    tail(6);
    tail(0);
  } else {
    *out++ = static_cast<char>(0xF0U | (code >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace

bool JsonParser::fail(const char* message) {
  failure_ = JsonFailure{JsonFailure::Kind::syntax, static_cast<std::size_t>(at_ - begin_),
                         tree_.open_.empty() ? "" : tree_.pointer(tree_.open_.back().node),
                         std::string("not valid JSON: ") + message};
  return false;
}

void JsonParser::blanks() {
  while (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t') ++at_;
}

std::optional<JsonFailure> JsonParser::parse() {
  tree_.nodes_.clear();
  tree_.open_.clear();
  for (auto next = Next::value; next != Next::done;) {
    blanks();
    const bool good = next == Next::value ? value(next) : after_value(next);
    if (!good) return failure_;
  }
  if (at_ != end_ && !fail("text follows after the end of the value; remove it")) return failure_;
  return std::nullopt;
}

bool JsonParser::value(Next& next) {
  next = Next::after_value;
  if (tree_.nodes_.size() >= tree_.most_)
    return fail("holds too many values for its size; send less at once");
  switch (*at_) {
    case '{':
      if (!open(JsonKind::object)) return false;
      blanks();
      if (*at_ == '}') return close(next);
      next = Next::value;
      return name();
    case '[':
      if (!open(JsonKind::array)) return false;
      blanks();
      if (*at_ == ']') return close(next);
      next = Next::value;
      return true;
    case '"': {
      std::string_view text;
      if (!string(text)) return false;
      add(JsonKind::string, text);
      return true;
    }
    case 't':
      return word("true", JsonKind::boolean);
    case 'f':
      return word("false", JsonKind::boolean);
    case 'n':
      return word("null", JsonKind::null);
    default:
      return number();
  }
}

bool JsonParser::after_value(Next& next) {
  if (tree_.open_.empty()) {
    next = Next::done;
    return true;
  }
  const bool in_object = tree_.nodes_[tree_.open_.back().node].kind == JsonKind::object;
  if (*at_ == (in_object ? '}' : ']')) return close(next);
  if (*at_ != ',')
    return fail(in_object ? "a comma or } is missing after a member"
                          : "a comma or ] is missing after an element");
  ++at_;
  next = Next::value;
  if (!in_object) return true;
  blanks();
  return name();
}

bool JsonParser::name() {
  if (*at_ != '"') return fail("a member name in quotes is expected");
  if (!string(key_)) return false;
  blanks();
  if (*at_ != ':') return fail("a colon is missing after a member name");
  ++at_;
  return true;
}

/// `at_` is on the opening quote. Escapes shrink, so the text is written over itself.
bool JsonParser::string(std::string_view& out) {
  char* const begin = ++at_;
  while (is_plain(*at_)) ++at_;
  char* to = at_;
  while (*at_ != '"') {
    if (*at_ == '\\') {
      if (!escape(to)) return false;
    } else if (is_plain(*at_)) {
      *to++ = *at_++;
    } else {
      return fail(at_ == end_ ? "a text is never closed"
                              : "a text contains a control character; write it as an escape");
    }
  }
  ++at_;
  out = {begin, static_cast<std::size_t>(to - begin)};
  return true;
}

bool JsonParser::escape(char*& out) {
  constexpr std::string_view kEscapes = "\"\\/bfnrt";
  constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
  const char letter = *++at_;
  if (letter == 'u') return unicode(out);
  const auto found = letter == '\0' ? std::string_view::npos : kEscapes.find(letter);
  if (found == std::string_view::npos) return fail("an escape that JSON does not know");
  *out++ = kMeant[found];
  ++at_;
  return true;
}

/// `at_` is on the u of an escape.
bool JsonParser::unicode(char*& out) {
  std::uint32_t code = 0;
  if (!hex(code)) return false;
  if (code >= kHighHalf && code < kLowHalf && at_[0] == '\\' && at_[1] == 'u') {
    char* const second = at_++;
    std::uint32_t low = 0;
    if (!hex(low)) return false;
    if (low >= kLowHalf && low < kBehindHalves) {
      code = 0x10000 + ((code - kHighHalf) << 10U) + (low - kLowHalf);
    } else {
      at_ = second;  // an escape of its own
    }
  }
  if (code >= kHighHalf && code < kBehindHalves) {
    half_pair_ = true;
    *out++ = kHalfPair;
  } else {
    put_utf8(out, code);
  }
  return true;
}

bool JsonParser::hex(std::uint32_t& out) {
  for (int i = 0; i < 4; ++i) {
    const char c = *++at_;
    const auto digit = is_digit(c)              ? c - '0'
                       : (c >= 'a' && c <= 'f') ? c - 'a' + 10
                       : (c >= 'A' && c <= 'F') ? c - 'A' + 10
                                                : -1;
    if (digit < 0) return fail("four hexadecimal digits must follow \\u");
    out = out * 16 + static_cast<std::uint32_t>(digit);
  }
  ++at_;
  return true;
}

bool JsonParser::digits() {
  const char* begin = at_;
  while (is_digit(*at_)) ++at_;
  return at_ != begin;
}

bool JsonParser::number() {
  char* const begin = at_;
  if (*at_ == '-') ++at_;
  const bool zero = *at_ == '0';
  if (!digits()) {
    at_ = begin;
    return fail(at_ == end_ ? "it ends where a value is expected" : "a value is expected here");
  }
  if (zero && at_ - begin > (*begin == '-' ? 2 : 1)) return fail("a number must not begin with 0");
  if (*at_ == '.') {
    ++at_;
    if (!digits()) return fail("digits must follow the decimal point");
  }
  if (*at_ == 'e' || *at_ == 'E') {
    ++at_;
    if (*at_ == '+' || *at_ == '-') ++at_;
    if (!digits()) return fail("digits must follow the e of a number");
  }
  add(JsonKind::number, {begin, static_cast<std::size_t>(at_ - begin)});
  return true;
}

bool JsonParser::word(std::string_view text, JsonKind kind) {
  if (!std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with(text))
    return fail("a value is expected here");
  at_ += text.size();
  add(kind, kind == JsonKind::null ? std::string_view() : text);
  return true;
}

std::uint32_t JsonParser::add(JsonKind kind, std::string_view text) {
  const auto index = static_cast<std::uint32_t>(tree_.nodes_.size());
  auto& node = tree_.nodes_.emplace_back();
  node.kind = kind;
  node.text = text;
  node.key = key_;
  key_ = {};
  if (tree_.open_.empty()) return index;
  auto& parent = tree_.open_.back();
  node.parent = parent.node;
  if (parent.last == kNoJsonNode) {
    tree_.nodes_[parent.node].first = index;
  } else {
    tree_.nodes_[parent.last].next = index;
    node.position = tree_.nodes_[parent.last].position + 1;
  }
  parent.last = index;
  return index;
}

bool JsonParser::open(JsonKind kind) {
  if (tree_.open_.size() >= depth_) {
    failure_ = JsonFailure{JsonFailure::Kind::depth, static_cast<std::size_t>(at_ - begin_), "",
                           "nested deeper than " + std::to_string(depth_) + " levels; flatten it"};
    return false;
  }
  tree_.open_.push_back({add(kind, {}), kNoJsonNode});
  ++at_;
  return true;
}

bool JsonParser::close(Next& next) {
  const auto node = tree_.open_.back().node;
  tree_.open_.pop_back();
  ++at_;
  next = Next::after_value;
  return tree_.nodes_[node].kind == JsonKind::array || has_unique_names(node);
}

bool JsonParser::has_unique_names(std::uint32_t object) {
  constexpr std::size_t kFew = 16;
  auto& names = tree_.names_;
  names.clear();
  for (auto child = tree_.nodes_[object].first; child != kNoJsonNode; child = tree_.nodes_[child].next)
    names.push_back(tree_.nodes_[child].key);
  if (names.size() <= kFew) {
    for (auto name = names.begin(); name != names.end(); ++name) {
      if (std::find(names.begin(), name, *name) != name) return duplicate(object);
    }
    return true;
  }
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) == names.end() || duplicate(object);
}

bool JsonParser::duplicate(std::uint32_t object) {
  failure_ =
      JsonFailure{JsonFailure::Kind::duplicate, static_cast<std::size_t>(at_ - begin_), tree_.pointer(object),
                  "an object has the same member twice, so none of the two was read; keep the one "
                  "that is meant"};
  return false;
}

std::optional<JsonFailure> JsonTree::parse(std::string& text, std::size_t depth) {
  is_damaged_ = false;
  if (const auto bad = base::find_bad_utf8(text))
    return JsonFailure{JsonFailure::Kind::encoding, *bad, "",
                       "holds bytes that are not UTF-8; send UTF-8, or state the encoding in the profile"};
  JsonParser parser(*this, text, depth);
  auto failure = parser.parse();
  is_damaged_ = parser.met_half_pair();
  return failure;
}

}  // namespace raccordo::codecs
