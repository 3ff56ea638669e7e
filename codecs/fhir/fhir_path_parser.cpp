// Parsing of FhirPath: recursive descent over the text of a selector. What lies outside the subset is a fault
// that names the place.
#include <algorithm>
#include <array>
#include <cctype>

#include "codecs/fhir/fhir_path.hpp"

namespace raccordo::codecs {
namespace {

using Kind = FhirStep::Kind;

constexpr std::size_t kNesting = 32;
constexpr std::size_t kMostDigits = 6;

struct Wrong {
  std::size_t at;
  std::string what;
};

struct Function {
  std::string_view name;
  Kind kind;
};
constexpr std::array<Function, 9> kFunctions = {{{"where", Kind::where},
                                                 {"first", Kind::first},
                                                 {"last", Kind::last},
                                                 {"exists", Kind::exists},
                                                 {"empty", Kind::empty},
                                                 {"not", Kind::negate},
                                                 {"ofType", Kind::of_type},
                                                 {"extension", Kind::extension},
                                                 {"resolve", Kind::resolve}}};

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_name(char c) { return is_letter(c) || std::isdigit(static_cast<unsigned char>(c)) != 0; }

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  FhirExpression path() {
    auto out = expression();
    end();
    return out;
  }
  FhirTest test() {
    auto out = condition();
    end();
    return out;
  }
  std::vector<std::string> modifiers() const {
    return names_modifier_ ? literals_ : std::vector<std::string>();
  }

 private:
  [[noreturn]] void fail(std::string what) const { throw Wrong{at_, std::move(what)}; }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void blanks() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') ++at_;
  }
  bool take(std::string_view token) {
    blanks();
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }
  /// A word on its own: `and`, not `android`.
  bool take_word(std::string_view word) {
    blanks();
    const auto rest = text_.substr(at_);
    if (!rest.starts_with(word) || (rest.size() > word.size() && is_name(rest[word.size()]))) return false;
    at_ += word.size();
    return true;
  }
  void expect(std::string_view token) {
    if (!take(token)) fail("`" + std::string(token) + "` is expected here");
  }
  void end() {
    blanks();
    if (at_ == text_.size()) return;
    auto stop = at_ + 1;
    while (stop < text_.size() && is_letter(text_[at_]) && is_name(text_[stop])) ++stop;
    fail("`" + std::string(text_.substr(at_, stop - at_)) +
         "` is outside the subset of FHIRPath that profiles may use; see docs/mapping.md");
  }

  std::string name() {
    blanks();
    const auto begin = at_;
    if (!is_letter(peek())) fail("a name is expected here");
    while (is_name(peek())) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  std::string literal() {
    expect("'");
    std::string out;
    while (peek() != '\'') {
      if (at_ == text_.size()) fail("a text is never closed");
      if (peek() == '\\') {
        ++at_;
        if (peek() != '\'' && peek() != '\\') fail("only \\' and \\\\ may be escaped");
      }
      out += text_[at_++];
    }
    ++at_;
    literals_.push_back(out);
    return out;
  }

  FhirExpression expression() {
    FhirExpression out;
    blanks();
    if (take_word("$root")) {
      out.start = FhirStart::record;
    } else if (take_word("%bundle")) {
      out.start = FhirStart::bundle;
    } else if (take_word("%lastUpdated")) {
      out.start = FhirStart::last_updated;
    } else if (!take_word("$this")) {
      first_step(out.steps);
    }
    steps(out.steps);
    return out;
  }

  /// A leading type names what the path starts from: `EpisodeOfCare.period`.
  void first_step(std::vector<FhirStep>& out) {
    if (peek() == '$' || peek() == '%') fail("only $root, $this, %bundle and %lastUpdated are known here");
    step(out);
    auto& first = out.back();
    if (first.kind == Kind::member && is_fhir_type(first.name)) first.kind = Kind::of_type;
  }

  void steps(std::vector<FhirStep>& out) {
    for (;;) {
      if (take("[")) {
        index(out);
      } else if (take(".")) {
        step(out);
      } else {
        return;
      }
    }
  }

  void index(std::vector<FhirStep>& out) {
    blanks();
    const auto begin = at_;
    while (std::isdigit(static_cast<unsigned char>(peek())) != 0) ++at_;
    if (at_ == begin || at_ - begin > kMostDigits) fail("an index from 0 is expected in [ ]");
    auto& made = out.emplace_back();
    made.kind = Kind::index;
    made.index = std::stoul(std::string(text_.substr(begin, at_ - begin)));
    expect("]");
  }

  void step(std::vector<FhirStep>& out) {
    blanks();
    const auto begin = at_;
    FhirStep made;
    made.name = name();
    if (peek() != '(') {
      names_modifier_ = names_modifier_ || made.name == "modifierExtension";
      out.push_back(std::move(made));
      return;
    }
    const auto known = std::find_if(kFunctions.begin(), kFunctions.end(),
                                    [&](const Function& function) { return function.name == made.name; });
    if (known == kFunctions.end()) {
      at_ = begin;
      fail("the function `" + made.name +
           "()` is outside the subset of FHIRPath that profiles may use: where, first, last, exists, empty, "
           "not, ofType, extension, resolve");
    }
    made.kind = known->kind;
    made.name.clear();
    arguments(made);
    out.push_back(std::move(made));
  }

  void arguments(FhirStep& made) {
    expect("(");
    blanks();
    if (made.kind == Kind::where || (made.kind == Kind::exists && peek() != ')')) {
      made.test.push_back(condition());
    } else if (made.kind == Kind::of_type) {
      made.name = name();
    } else if (made.kind == Kind::extension) {
      made.name = literal();
    }
    expect(")");
  }

  FhirTest condition() {
    if (++nesting_ > kNesting) fail("conditions are nested too deeply");
    auto out = joined(FhirTest::Kind::any);
    --nesting_;
    return out;
  }

  FhirTest joined(FhirTest::Kind kind) {
    const bool is_any = kind == FhirTest::Kind::any;
    FhirTest out;
    out.kind = kind;
    do {
      out.parts.push_back(is_any ? joined(FhirTest::Kind::all) : comparison());
    } while (take_word(is_any ? "or" : "and"));
    if (out.parts.size() > 1) return out;
    auto only = std::move(out.parts.front());
    return only;
  }

  FhirTest comparison() {
    FhirTest out;
    if (take("(")) {
      out = condition();
      expect(")");
      return out;
    }
    out.left = operand();
    if (take("!=")) {
      out.kind = FhirTest::Kind::not_equal;
    } else if (take("=")) {
      out.kind = FhirTest::Kind::equal;
    } else {
      if (out.left.start == FhirStart::literal && out.left.kind != JsonKind::boolean)
        fail("= or != is expected after the value");
      return out;
    }
    out.right = operand();
    return out;
  }

  FhirExpression operand() {
    blanks();
    FhirExpression out;
    out.start = FhirStart::literal;
    if (peek() == '\'') {
      out.text = literal();
      return out;
    }
    for (const char* word : {"true", "false"}) {
      if (!take_word(word)) continue;
      out.kind = JsonKind::boolean;
      out.text = word;
      return out;
    }
    if (std::isdigit(static_cast<unsigned char>(peek())) == 0) return expression();
    out.kind = JsonKind::number;
    while (std::isdigit(static_cast<unsigned char>(peek())) != 0 || peek() == '.') out.text += text_[at_++];
    return out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t nesting_ = 0;
  std::vector<std::string> literals_;
  bool names_modifier_ = false;
};

base::Fault fault_of(std::string_view text, const Wrong& wrong) {
  return base::fault("the selector `" + std::string(text) + "` is wrong at character " +
                     std::to_string(wrong.at + 1) + ": " + wrong.what);
}

}  // namespace

bool is_fhir_type(std::string_view text) {
  return !text.empty() && text.front() >= 'A' && text.front() <= 'Z' &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; });
}

base::Result<ParsedFhirPath> parse_fhir_path(std::string_view text) {
  try {
    Parser parser(text);
    auto expression = parser.path();
    return ParsedFhirPath{std::move(expression), parser.modifiers()};
  } catch (const Wrong& wrong) {
    return fault_of(text, wrong);
  }
}

base::Result<ParsedFhirTest> parse_fhir_test(std::string_view text) {
  try {
    Parser parser(text);
    auto test = parser.test();
    return ParsedFhirTest{std::move(test), parser.modifiers()};
  } catch (const Wrong& wrong) {
    return fault_of(text, wrong);
  }
}

}  // namespace raccordo::codecs
