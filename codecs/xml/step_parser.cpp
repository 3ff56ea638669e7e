#include <charconv>

#include "base/text.hpp"
#include "codecs/xml/step_path.hpp"

namespace raccordo::codecs::xml {
namespace {

constexpr std::string_view kRoot = "$root";

/// The length of `text` up to `stop` outside brackets and quotes.
std::size_t find_outside(std::string_view text, std::string_view stop) {
  int brackets = 0;
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char letter = text[i];
    if (quote != '\0') {
      if (letter == quote) quote = '\0';
      continue;
    }
    if (brackets == 0 && text.substr(i, stop.size()) == stop) return i;
    if (letter == '\'' || letter == '"') quote = letter;
    if (letter == '[') ++brackets;
    if (letter == ']') --brackets;
  }
  return std::string_view::npos;
}

std::vector<std::string_view> split_outside(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t at = find_outside(text, separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + separator.size());
  }
}

bool is_plain_name(std::string_view text) {
  return !text.empty() && text.find_first_of("()|$ \t<>!=+,'\"") == std::string_view::npos &&
         text.find("::") == std::string_view::npos && text.find("..") == std::string_view::npos;
}

}  // namespace

/// Recursive descent over the supported forms; `unknown_` means: leave the expression to XPathEngine.
class StepParser {
 public:
  explicit StepParser(const Namespaces& namespaces) : namespaces_(namespaces) {}

  StepPath path(std::string_view text) {
    StepPath path;
    text = base::trim(text);
    if (text.substr(0, kRoot.size()) == kRoot) {
      path.start_ = StepPath::Start::record;
      text.remove_prefix(kRoot.size());
      if (text.empty()) return path;
      if (text.front() != '/') unknown_ = true;
      text.remove_prefix(1);
    } else if (text.substr(0, 1) == "/") {
      path.start_ = StepPath::Start::document;
      text.remove_prefix(1);
    }
    for (const auto part : split_outside(text, "/")) path.steps_.push_back(step(base::trim(part)));
    check(path);
    return path;
  }

  bool is_unknown() const { return unknown_; }
  const std::optional<base::Fault>& fault() const { return fault_; }

 private:
  void check(const StepPath& path) {
    for (std::size_t i = 0; i + 1 < path.steps_.size(); ++i) {
      if (path.steps_[i].axis == StepPath::Axis::attribute) unknown_ = true;
    }
    if (path.start_ != StepPath::Start::document) return;
    const auto& first = path.steps_.front();
    if (first.axis != StepPath::Axis::child || !first.predicates.empty()) unknown_ = true;
  }

  StepPath::Step step(std::string_view text) {
    StepPath::Step step;
    if (text == "." || text == "..") {
      step.axis = text == "." ? StepPath::Axis::self : StepPath::Axis::parent;
      return step;
    }
    if (text.substr(0, 1) == "@") {
      step.axis = StepPath::Axis::attribute;
      text.remove_prefix(1);
    }
    const std::size_t bracket = text.find('[');
    step.name = name(base::trim(text.substr(0, bracket)));
    if (bracket == std::string_view::npos) return step;
    if (step.axis == StepPath::Axis::attribute) unknown_ = true;
    text.remove_prefix(bracket);
    while (!text.empty() && !unknown_) {
      const std::size_t end =
          text.front() == '[' ? find_outside(text.substr(1), "]") : std::string_view::npos;
      if (end == std::string_view::npos) {
        unknown_ = true;
        break;
      }
      step.predicates.push_back(predicate(base::trim(text.substr(1, end))));
      text = base::trim(text.substr(end + 2));
    }
    return step;
  }

  std::optional<Name> name(std::string_view text) {
    if (!is_plain_name(text)) {
      unknown_ = true;
      return std::nullopt;
    }
    auto parsed = parse_name_test(text, namespaces_);
    if (parsed) return *parsed;
    const bool has_prefix = text.find(':') != std::string_view::npos;
    if (has_prefix && !fault_) fault_ = parsed.error();
    unknown_ = true;
    return std::nullopt;
  }

  StepPath::Predicate predicate(std::string_view text) {
    StepPath::Predicate predicate;
    if (base::is_digits(text)) {
      const auto read = std::from_chars(text.data(), text.data() + text.size(), predicate.position);
      if (read.ec != std::errc() || predicate.position == 0) unknown_ = true;
      return predicate;
    }
    for (const auto part : split_outside(text, " or "))
      predicate.any_of.push_back(condition(base::trim(part)));
    return predicate;
  }

  StepPath::Condition condition(std::string_view text) {
    const std::size_t equals = find_outside(text, "=");
    StepPath::Condition condition;
    condition.path = path(text.substr(0, equals));
    if (equals == std::string_view::npos) return condition;
    const std::string_view literal = base::trim(text.substr(equals + 1));
    const bool is_literal = literal.size() >= 2 && (literal.front() == '\'' || literal.front() == '"') &&
                            literal.find(literal.front(), 1) == literal.size() - 1;
    if (is_literal) {
      condition.literal = std::string(literal.substr(1, literal.size() - 2));
    } else {
      unknown_ = true;
    }
    return condition;
  }

  const Namespaces& namespaces_;
  bool unknown_ = false;
  std::optional<base::Fault> fault_;
};

base::Result<std::optional<StepPath>> StepPath::parse(std::string_view expression,
                                                      const Namespaces& namespaces) {
  StepParser parser(namespaces);
  StepPath path = parser.path(expression);
  if (parser.fault()) return *parser.fault();
  if (parser.is_unknown()) return std::optional<StepPath>();
  return std::optional<StepPath>(std::move(path));
}

}  // namespace raccordo::codecs::xml
