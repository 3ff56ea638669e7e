// Parsing of JsonPath: recursive descent over the text of a selector.
#include <algorithm>
#include <charconv>
#include <memory>
#include <string>

#include "codecs/json/json_format.hpp"
#include "codecs/json/json_path.hpp"

namespace raccordo::codecs {
namespace {

constexpr std::size_t kNesting = 32;

struct Wrong {
  std::size_t at;
  std::string what;
};

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  JsonPath path() {
    if (!take("$")) fail("a JSON selector begins with $, e.g. $.assistito.cf");
    const bool from_root = text_.substr(at_).starts_with("root") && !is_name(peek(4));
    if (from_root) at_ += 4;
    auto read = steps();
    if (at_ != text_.size()) fail("unexpected `" + std::string(1, text_[at_]) + "`");
    return {from_root ? Anchor::record : Anchor::context, std::move(read)};
  }

 private:
  [[noreturn]] void fail(std::string what) const { throw Wrong{at_, std::move(what)}; }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool take(std::string_view token) {
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }
  void blanks() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') ++at_;
  }
  static bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || static_cast<unsigned char>(c) >= 0x80;
  }

  std::vector<JsonStep> steps() {
    std::vector<JsonStep> out;
    while (peek() == '.' || peek() == '[') {
      JsonStep step;
      step.descend = take("..");
      if (peek() == '[') {
        bracket(step);
      } else {
        if (!step.descend) take(".");
        dotted(step);
      }
      out.push_back(std::move(step));
    }
    return out;
  }

  void dotted(JsonStep& step) {
    if (take("*")) {
      step.kind = JsonStep::Kind::wildcard;
      return;
    }
    const auto begin = at_;
    while (is_name(peek())) ++at_;
    if (at_ == begin) fail("a member name or * must follow the dot");
    step.name = std::string(text_.substr(begin, at_ - begin));
  }

  void bracket(JsonStep& step) {
    take("[");
    blanks();
    if (take("*")) {
      step.kind = JsonStep::Kind::wildcard;
    } else if (peek() == '\'' || peek() == '"') {
      step.name = quoted();
    } else if (take("?")) {
      step.kind = JsonStep::Kind::filter;
      step.test = any_of();
    } else {
      step.kind = JsonStep::Kind::index;
      const auto* begin = text_.data() + at_;
      const auto read = std::from_chars(begin, text_.data() + text_.size(), step.index);
      if (read.ec != std::errc()) fail("a bracket holds 'name', a number, * or ?filter");
      const auto digits = text_.substr(at_, static_cast<std::size_t>(read.ptr - begin));
      if (digits != std::to_string(step.index)) fail("an index is written without leading zeros");
      at_ += digits.size();
    }
    blanks();
    if (!take("]")) fail("a closing ] is missing; slices and lists of selectors are not supported");
  }

  std::string quoted() {
    const char quote = text_[at_++];
    std::string out;
    while (peek() != quote) {
      if (at_ >= text_.size()) fail("a quote is never closed");
      if (static_cast<unsigned char>(peek()) < 0x20) fail("a text contains a control character; remove it");
      if (peek() == '\\') {
        ++at_;
        if (peek() != '\\' && peek() != '\'' && peek() != '"' && peek() != '/')
          fail("only \\\\, \\', \\\" and \\/ may be escaped");
      }
      out += text_[at_++];
    }
    ++at_;
    return out;
  }

  JsonTest any_of() { return joined("||", JsonTest::Kind::any, &Parser::all_of); }
  JsonTest all_of() { return joined("&&", JsonTest::Kind::all, &Parser::basic); }

  JsonTest joined(std::string_view token, JsonTest::Kind kind, JsonTest (Parser::*part)()) {
    JsonTest first = (this->*part)();
    blanks();
    if (!text_.substr(at_).starts_with(token)) return first;
    JsonTest out;
    out.kind = kind;
    out.parts.push_back(std::move(first));
    while (take(token)) {
      out.parts.push_back((this->*part)());
      blanks();
    }
    return out;
  }

  JsonTest basic() {
    if (++nesting_ > kNesting) fail("the filter is nested too deep");
    blanks();
    JsonTest test;
    if (peek() == '!' && peek(1) != '=') {
      ++at_;
      test.kind = JsonTest::Kind::negation;
      test.parts.push_back(basic());
    } else if (take("(")) {
      test = any_of();
      if (!take(")")) fail("a closing ) is missing");
    } else {
      test = comparison();
    }
    --nesting_;
    return test;
  }

  JsonTest comparison() {
    JsonTest test;
    test.left = side();
    blanks();
    if (take("=="))
      test.kind = JsonTest::Kind::equal;
    else if (take("!="))
      test.kind = JsonTest::Kind::not_equal;
    else if (!test.left.is_path)
      fail("a literal must be compared by == or !=");
    if (test.kind == JsonTest::Kind::exists) return test;
    test.right = side();
    if (test.left.is_path == test.right.is_path)
      fail("a comparison needs one path and one literal, e.g. @.tipo=='I'");
    if (!is_single(test.left) || !is_single(test.right))
      fail("a path in a comparison must name one value: member names and indices only");
    return test;
  }

  static bool is_single(const JsonTest::Side& side) {
    return std::all_of(side.path.begin(), side.path.end(), [](const JsonStep& step) {
      return !step.descend && (step.kind == JsonStep::Kind::member || step.kind == JsonStep::Kind::index);
    });
  }

  JsonTest::Side side() {
    blanks();
    JsonTest::Side out;
    if (take("@")) {
      if (++nesting_ > kNesting) fail("the filter is nested too deep");
      out.is_path = true;
      out.path = steps();
      --nesting_;
    } else if (peek() == '\'' || peek() == '"') {
      out.kind = JsonKind::string;
      out.text = quoted();
    } else if (take("null")) {
      out.kind = JsonKind::null;
    } else if (take("true")) {
      out.kind = JsonKind::boolean;
      out.text = "true";
    } else if (take("false")) {
      out.kind = JsonKind::boolean;
      out.text = "false";
    } else {
      double value = 0;
      const auto* begin = text_.data() + at_;
      const auto read = std::from_chars(begin, text_.data() + text_.size(), value);
      if (read.ec != std::errc() || (peek() != '-' && (peek() < '0' || peek() > '9')))
        fail("a filter compares @ paths with 'texts', numbers, true, false and null");
      out.kind = JsonKind::number;
      out.text = std::string(begin, read.ptr);
      JsonTree tree;
      if (auto number = out.text; tree.parse(number, 1)) fail("a number is written as in JSON");
      at_ += out.text.size();
    }
    return out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t nesting_ = 0;
};

}  // namespace

base::Result<JsonPath> parse_json_path(std::string_view text) {
  try {
    return Parser(text).path();
  } catch (const Wrong& wrong) {
    return base::fault("the selector `" + std::string(text) + "` is wrong at character " +
                       std::to_string(wrong.at + 1) + ": " + wrong.what);
  }
}

base::Result<std::unique_ptr<Selector>> compile_json_path(std::string_view text) {
  auto path = parse_json_path(text);
  if (!path) return path.error();
  return std::unique_ptr<Selector>(std::make_unique<JsonPath>(std::move(*path)));
}

std::optional<base::Fault> check_json_records(std::string_view records) {
  const auto path = parse_json_path(records);
  if (!path) return path.error();
  const auto& steps = path->steps();
  const bool names =
      std::all_of(steps.begin(), steps.end() - (steps.empty() ? 0 : 1),
                  [](const JsonStep& step) { return step.kind == JsonStep::Kind::member && !step.descend; });
  const bool ends = steps.empty() || (steps.back().kind == JsonStep::Kind::wildcard && !steps.back().descend);
  if (names && ends && path->anchor() == Anchor::context) return std::nullopt;
  return base::fault("`records` must be member names ending in [*], e.g. $.cartelle[*], or $ for one record");
}

std::optional<base::Fault> check_json_each(std::string_view each) {
  const auto path = parse_json_path(each);
  if (!path || path->steps().empty()) return std::nullopt;
  const auto kind = path->steps().back().kind;
  if (kind == JsonStep::Kind::wildcard || kind == JsonStep::Kind::filter) return std::nullopt;
  return base::fault(
      "`each` must end in [*], or in a filter [?...], so that every element of the list is read; "
      "write " +
      std::string(each) + "[*]");
}

}  // namespace raccordo::codecs
