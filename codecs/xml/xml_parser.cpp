#include "codecs/xml/xml_parser.hpp"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <exception>
#include <mutex>
#include <vector>

#include "codecs/xml/markup_guard.hpp"
#include "codecs/xml/name_table.hpp"
#include "codecs/xml/xml_bytes.hpp"
#include "codecs/xml/xml_fault.hpp"

namespace raccordo::codecs::xml {
namespace {

std::string_view view(const xmlChar* begin, const xmlChar* end) {
  return {reinterpret_cast<const char*>(begin), static_cast<std::size_t>(end - begin)};
}

/// Maximum number of declarations in scope: libxml2 searches them for every name with a prefix.
constexpr std::size_t kMostNamespaces = 256;

}  // namespace

/// libxml2 calls back into this object. Such a call may come before the context is complete and after the
/// parser has given up, so it uses nothing of the context except an input that is_whole(); the error that
/// ends the document is stored in `broken_`, and every later call returns at once. libxml2 is never stopped:
/// it only receives no more data.
class XmlParser::State {
 public:
  State(ParserSettings settings, ByteSource& source);
  ~State() {
    // Frees what libxml2 leaves of an unfinished document.
    if (context_ != nullptr) xmlFreeDoc(context_->myDoc);
    xmlFreeParserCtxt(context_);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void feed();
  bool is_over() const { return is_over_; }
  const std::optional<model::Issue>& broken() const { return broken_; }

  void start(const NamePointers& pointers, int attributes, const xmlChar** values);
  void declare(std::size_t namespaces);
  void end();
  void text(std::string_view text) { cutter.text(text, position()); }
  void fail(const xmlError& error);

  /// Runs a callback of libxml2, if it may still run. No exception may pass through libxml2, which is C: it
  /// is stored and rethrown by parse().
  template <class Act>
  void call(const Act& act) noexcept {
    if (broken_ || thrown_) return;
    try {
      act();
    } catch (...) {
      thrown_ = std::current_exception();
    }
  }
  /// Whether libxml2's input has a valid place.
  bool is_whole() const;
  void lose_input() { stop(explain(XML_ERR_INTERNAL_ERROR), guard_.line()); }

  RecordCutter cutter;

 private:
  void create_context();
  enum class Part : std::uint8_t { more, last };
  void parse(std::string_view bytes, Part part);
  void finish();
  void stop(Fault fault, std::uint64_t line);
  void refuse(std::string message) {
    stop({model::IssueCode::malformed_document, std::move(message)}, line());
  }
  std::uint64_t line() const;
  std::uint64_t position() const;
  std::uint64_t tag_begin() const;
  void report_nothing_found();

  std::size_t max_depth_;
  XmlBytes bytes_;
  MarkupGuard guard_;
  xmlParserCtxtPtr context_ = nullptr;
  bool is_over_ = false;
  std::optional<model::Issue> broken_;
  std::exception_ptr thrown_;
  NameTable names_;
  RecordCutter::Attributes attributes_;
  std::vector<std::size_t> declared_;  ///< namespaces of the open elements
  std::size_t namespaces_ = 0;         ///< all of them
};

namespace {

XmlParser::State* state_of(void* user) { return static_cast<XmlParser::State*>(user); }

/// For callbacks that need the place in the document.
template <class Act>
void call_with_place(void* user, const Act& act) {
  auto& state = *state_of(user);
  state.call([&] { state.is_whole() ? act(state) : state.lose_input(); });
}

void on_start(void* user, const xmlChar* local, const xmlChar* prefix, const xmlChar* uri, int namespaces,
              const xmlChar** /*declared*/, int attributes, int /*defaulted*/, const xmlChar** values) {
  call_with_place(user, [&](auto& state) {
    state.declare(static_cast<std::size_t>(namespaces));
    state.start({local, prefix, uri}, attributes, values);
  });
}
void on_end(void* user, const xmlChar*, const xmlChar*, const xmlChar*) {
  call_with_place(user, [](auto& state) { state.end(); });
}
void on_text(void* user, const xmlChar* text, int length) {
  call_with_place(user, [&](auto& state) { state.text(view(text, text + length)); });
}
void on_error(void* user, xmlErrorPtr error) {
  auto& state = *state_of(user);
  if (error != nullptr) state.call([&] { state.fail(*error); });
}

// Encoding errors are raised without a parser context and would go to stderr, with the payload.
void ignore_error(void*, xmlErrorPtr) {}
void ignore_message(void*, const char*, ...) {}  // NOLINT(cert-dcl50-cpp): the form libxml2 asks for

void silence_libxml() {
  xmlSetStructuredErrorFunc(nullptr, ignore_error);
  xmlSetGenericErrorFunc(nullptr, ignore_message);
}

xmlSAXHandler make_handler() {
  xmlSAXHandler handler{};
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = on_start;
  handler.endElementNs = on_end;
  handler.characters = on_text;
  handler.ignorableWhitespace = on_text;
  handler.cdataBlock = on_text;
  handler.serror = on_error;
  return handler;
}

}  // namespace

XmlParser::State::State(ParserSettings settings, ByteSource& source)
    : cutter(std::move(settings.records), settings.limits),
      max_depth_(settings.limits.depth),
      bytes_(source, std::move(settings.encoding)),
      guard_(settings.limits.xml_attributes) {
  static std::once_flag once;
  std::call_once(once, xmlInitParser);
}

void XmlParser::State::create_context() {
  // Without bytes libxml2 calls nothing back while it creates the context.
  xmlSAXHandler handler = make_handler();
  context_ = xmlCreatePushParserCtxt(&handler, this, nullptr, 0, nullptr);
  if (context_ == nullptr) throw base::SystemFault("libxml2 gives no parser context");
  // XmlBytes has decoded the document: the encoding in its declaration no longer applies.
  // Without NOENT an ampersand in an attribute would arrive as `&#38;`. Document types, and so entities of a
  // document's own, are refused before the parser (markup_guard.hpp).
  xmlCtxtUseOptions(context_, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOENT);
  xmlSwitchEncoding(context_, XML_CHAR_ENCODING_UTF8);
}

void XmlParser::State::parse(std::string_view bytes, Part part) {
  const int status =
      xmlParseChunk(context_, bytes.data(), static_cast<int>(bytes.size()), part == Part::last ? 1 : 0);
  if (thrown_) std::rethrow_exception(thrown_);
  // libxml2 does not report everything that ends a document to the handler.
  if (context_->wellFormed == 0) stop(explain(status), guard_.line());
}

void XmlParser::State::feed() {
  silence_libxml();
  const auto bytes = bytes_.next();
  if (bytes.empty()) return finish();
  if (context_ == nullptr) create_context();
  parse(guard_.pass(bytes), Part::more);
  if (guard_.fault()) stop(*guard_.fault(), guard_.line());
  is_over_ = broken_.has_value();
}

void XmlParser::State::finish() {
  is_over_ = true;
  if (bytes_.fault()) return stop(*bytes_.fault(), guard_.line());
  if (context_ == nullptr) return stop(explain(XML_ERR_DOCUMENT_EMPTY), 1);
  parse({}, Part::last);
  if (cutter.records() == 0) report_nothing_found();
}

void XmlParser::State::report_nothing_found() {
  const Name* root = cutter.root_name();
  std::string found = "nothing";
  if (root != nullptr) {
    found = root->uri.empty() ? "in no namespace" : "in the namespace " + root->uri;
    found = "the root element " + root->local + " " + found;
  }
  stop({model::IssueCode::malformed_document,
        "no record in the document: expected " + cutter.path().text() + ", found " + found +
            "; check that this is the kind of document that the source sends"},
       1);
}

void XmlParser::State::stop(Fault fault, std::uint64_t line) {
  if (broken_) return;
  model::Issue issue;
  const bool is_truncated = fault.code == model::IssueCode::malformed_document && cutter.records() > 0;
  issue.code = is_truncated ? model::IssueCode::truncated_document : fault.code;
  issue.outcome = model::Outcome::rejected;
  issue.message = std::move(fault.message);
  issue.at.kind = model::Place::Kind::xml;
  issue.at.number = line;
  if (cutter.open_record() != nullptr) issue.at.path = cutter.open_record()->path;
  broken_ = std::move(issue);
}

void XmlParser::State::fail(const xmlError& error) {
  if (error.level != XML_ERR_FATAL) return;
  stop(explain(error.code), error.line > 0 ? static_cast<std::uint64_t>(error.line) : guard_.line());
}

bool XmlParser::State::is_whole() const {
  const xmlParserInput* input = context_ == nullptr ? nullptr : context_->input;
  return input != nullptr && input->base != nullptr && input->base <= input->cur && input->cur <= input->end;
}

std::uint64_t XmlParser::State::line() const { return static_cast<std::uint64_t>(context_->input->line); }

void XmlParser::State::declare(std::size_t namespaces) {
  declared_.push_back(namespaces);
  namespaces_ += namespaces;
  if (namespaces_ <= kMostNamespaces) return;
  refuse("more than " + std::to_string(kMostNamespaces) +
         " namespace declarations are in force here; declare each once, on the root element");
}

void XmlParser::State::end() {
  if (!declared_.empty()) {
    namespaces_ -= declared_.back();
    declared_.pop_back();
  }
  cutter.end(position());
}

std::uint64_t XmlParser::State::position() const {
  const xmlParserInput& input = *context_->input;
  return input.consumed + static_cast<std::uint64_t>(input.cur - input.base);
}

std::uint64_t XmlParser::State::tag_begin() const {
  // A raw `<` cannot occur inside a tag, so the previous one is the start of the tag.
  const xmlParserInput& input = *context_->input;
  const auto found = view(input.base, input.cur).rfind('<');
  return input.consumed + (found == std::string_view::npos ? 0 : found);
}

void XmlParser::State::start(const NamePointers& pointers, int attributes, const xmlChar** values) {
  attributes_.clear();
  for (int i = 0; i < attributes; ++i, values += 5) {
    attributes_.emplace_back(&names_.name_of({values[0], values[1], values[2]}), view(values[3], values[4]));
  }
  const RecordCutter::Tag tag{&names_.name_of(pointers), static_cast<std::uint32_t>(line()), tag_begin(),
                              position()};
  if (!names_.excess().empty()) return refuse(names_.excess());
  if (broken_ || cutter.start(tag, attributes_)) return;
  refuse("elements are nested deeper than the limit of " + std::to_string(max_depth_) +
         ", or their names are too long together; send flatter records");
}

XmlParser::XmlParser(ParserSettings settings, ByteSource& source)
    : state_(std::make_unique<State>(std::move(settings), source)) {}
XmlParser::~XmlParser() = default;

std::optional<Framed> XmlParser::next() {
  for (;;) {
    if (auto framed = state_->cutter.take()) return framed;
    if (state_->is_over()) return std::nullopt;
    state_->feed();
  }
}

void XmlParser::recycle(std::unique_ptr<XmlTree> tree) {
  if (tree) state_->cutter.recycle(std::move(tree));
}

const std::optional<model::Issue>& XmlParser::broken() const { return state_->broken(); }
std::uint64_t XmlParser::records() const { return state_->cutter.records(); }
std::size_t XmlParser::trees_made() const { return state_->cutter.trees_made(); }

}  // namespace raccordo::codecs::xml
