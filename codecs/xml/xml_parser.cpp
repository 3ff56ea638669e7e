#include "codecs/xml/xml_parser.hpp"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <unordered_map>

#include "base/text.hpp"
#include "codecs/xml/xml_fault.hpp"

namespace raccordo::codecs::xml {
namespace {

constexpr std::size_t kChunk = std::size_t{32} << 10U;

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}
std::string_view view(const xmlChar* begin, const xmlChar* end) {
  return {reinterpret_cast<const char*>(begin), static_cast<std::size_t>(end - begin)};
}

/// libxml2 hands out names as pointers into its dictionary: equal pointers are equal names.
struct NamePointers {
  const xmlChar *local, *prefix, *uri;
  bool operator==(const NamePointers&) const = default;
};
struct NamePointersHash {
  std::size_t operator()(const NamePointers& key) const {
    const std::hash<const void*> hash;
    return hash(key.local) * 31 + hash(key.uri) * 17 + hash(key.prefix);
  }
};

}  // namespace

class XmlParser::State {
 public:
  State(ParserSettings settings, ByteSource& source);
  ~State() { xmlFreeParserCtxt(context_); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void feed();
  bool is_over() const { return is_over_; }
  const std::optional<model::Issue>& broken() const { return broken_; }

  void start(const NamePointers& pointers, int attributes, const xmlChar** values);
  void end() {
    if (!broken_) cutter.end(position());
  }
  void text(std::string_view text) {
    if (!broken_) cutter.text(text, position());
  }
  void stop(model::IssueCode code, std::string message, std::uint64_t line);
  void fail(const xmlError& error);
  std::uint64_t line() const { return static_cast<std::uint64_t>(context_->input->line); }

  RecordCutter cutter;

 private:
  const Name& name_of(const NamePointers& pointers);
  void create_context();
  void finish();
  std::uint64_t position() const;
  std::uint64_t tag_begin() const;
  void report_nothing_found();
  bool stands_at_bad_bytes() const;

  std::string encoding_;
  std::size_t max_depth_;
  ByteSource& source_;
  xmlParserCtxtPtr context_ = nullptr;
  bool is_over_ = false;
  std::optional<model::Issue> broken_;
  std::array<char, kChunk> chunk_{};
  std::unordered_map<NamePointers, std::unique_ptr<Name>, NamePointersHash> names_;
  RecordCutter::Attributes attributes_;
};

namespace {

XmlParser::State* state_of(void* user) { return static_cast<XmlParser::State*>(user); }

void on_start(void* user, const xmlChar* local, const xmlChar* prefix, const xmlChar* uri, int /*namespaces*/,
              const xmlChar** /*declared*/, int attributes, int /*defaulted*/, const xmlChar** values) {
  state_of(user)->start({local, prefix, uri}, attributes, values);
}
void on_end(void* user, const xmlChar*, const xmlChar*, const xmlChar*) { state_of(user)->end(); }
void on_text(void* user, const xmlChar* text, int length) { state_of(user)->text(view(text, text + length)); }
void on_doctype(void* user, const xmlChar*, const xmlChar*, const xmlChar*) {
  state_of(user)->stop(
      model::IssueCode::malformed_document,
      "a DOCTYPE is not allowed; send the document without it and without entities of its own",
      state_of(user)->line());
}
void on_error(void* user, xmlErrorPtr error) {
  if (error != nullptr) state_of(user)->fail(*error);
}

// Encoding faults are raised without a parser context and would go to stderr, payload and all.
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
  handler.internalSubset = on_doctype;
  handler.serror = on_error;
  return handler;
}

}  // namespace

XmlParser::State::State(ParserSettings settings, ByteSource& source)
    : cutter(std::move(settings.records), settings.limits),
      encoding_(std::move(settings.encoding)),
      max_depth_(settings.limits.depth),
      source_(source) {
  static std::once_flag once;
  std::call_once(once, xmlInitParser);
}

void XmlParser::State::create_context() {
  // The first four bytes tell the encoding; a source may give fewer at a time.
  std::size_t filled = 0;
  while (filled < 4) {
    const std::size_t got = source_.read(chunk_.data() + filled, 4 - filled);
    if (got == 0) break;
    filled += got;
  }
  xmlSAXHandler handler = make_handler();
  context_ = xmlCreatePushParserCtxt(&handler, this, chunk_.data(), static_cast<int>(filled), nullptr);
  if (context_ == nullptr) throw base::SystemFault("libxml2 gives no parser context");
  xmlCtxtUseOptions(context_, XML_PARSE_NONET);
  if (encoding_.empty()) return;
  xmlCharEncodingHandlerPtr encoding = xmlFindCharEncodingHandler(encoding_.c_str());
  if (encoding != nullptr) xmlSwitchToEncoding(context_, encoding);
}

void XmlParser::State::feed() {
  silence_libxml();
  if (context_ == nullptr) create_context();
  const std::size_t got = source_.read(chunk_.data(), chunk_.size());
  if (got == 0) return finish();
  const int status = xmlParseChunk(context_, chunk_.data(), static_cast<int>(got), 0);
  // An undecodable byte halts the parser without an error to the handler.
  if (status == XML_ERR_INVALID_ENCODING) stop(model::IssueCode::bad_encoding, kUndecodable, line());
  if (status != 0 && context_->wellFormed == 0) fail(context_->lastError);
  is_over_ = broken_.has_value();
}

void XmlParser::State::finish() {
  xmlParseChunk(context_, nullptr, 0, 1);
  if (context_->wellFormed == 0) fail(context_->lastError);
  if (cutter.records() == 0) report_nothing_found();
  is_over_ = true;
}

void XmlParser::State::report_nothing_found() {
  const Name* root = cutter.root_name();
  std::string found = "nothing";
  if (root != nullptr) {
    found = root->uri.empty() ? "in no namespace" : "in the namespace " + root->uri;
    found = "the root element " + root->local + " " + found;
  }
  stop(model::IssueCode::malformed_document,
       "no record in the document: expected " + cutter.path().text() + ", found " + found +
           "; check that this is the kind of document that the source sends",
       1);
}

void XmlParser::State::stop(model::IssueCode code, std::string message, std::uint64_t line) {
  if (broken_) return;
  model::Issue issue;
  const bool is_truncated = code == model::IssueCode::malformed_document && cutter.records() > 0;
  issue.code = is_truncated ? model::IssueCode::truncated_document : code;
  issue.outcome = model::Outcome::rejected;
  issue.message = std::move(message);
  issue.at.kind = model::Place::Kind::xml;
  issue.at.number = line;
  if (cutter.open_record() != nullptr) issue.at.path = cutter.open_record()->path;
  broken_ = std::move(issue);
  xmlStopParser(context_);
}

void XmlParser::State::fail(const xmlError& error) {
  if (error.level != XML_ERR_FATAL) return;
  Fault fault = explain(error.code);
  if (stands_at_bad_bytes()) fault = {model::IssueCode::bad_encoding, kUndecodable};
  stop(fault.code, fault.message, error.line > 0 ? static_cast<std::uint64_t>(error.line) : line());
}

bool XmlParser::State::stands_at_bad_bytes() const {
  // Depending on where a chunk ends, libxml2 calls wrong UTF-8 an invalid character or an internal error.
  const xmlParserInput* input = context_->input;
  if (input == nullptr) return false;
  return base::find_bad_utf8(view(input->cur, std::min(input->cur + 4, input->end))) == std::size_t{0};
}

const Name& XmlParser::State::name_of(const NamePointers& pointers) {
  auto& known = names_[pointers];
  if (!known) {
    known =
        std::make_unique<Name>(make_name(view(pointers.local), view(pointers.uri), view(pointers.prefix)));
  }
  return *known;
}

std::uint64_t XmlParser::State::position() const {
  const xmlParserInput& input = *context_->input;
  return input.consumed + static_cast<std::uint64_t>(input.cur - input.base);
}

std::uint64_t XmlParser::State::tag_begin() const {
  // A raw `<` cannot stand inside a tag, so the nearest one back is where the tag starts.
  const xmlParserInput& input = *context_->input;
  const auto found = view(input.base, input.cur).rfind('<');
  return input.consumed + (found == std::string_view::npos ? 0 : found);
}

void XmlParser::State::start(const NamePointers& pointers, int attributes, const xmlChar** values) {
  if (broken_) return;
  attributes_.clear();
  for (int i = 0; i < attributes; ++i, values += 5) {
    attributes_.emplace_back(&name_of({values[0], values[1], values[2]}), view(values[3], values[4]));
  }
  const RecordCutter::Tag tag{&name_of(pointers), static_cast<std::uint32_t>(line()), tag_begin(),
                              position()};
  if (cutter.start(tag, attributes_)) return;
  stop(model::IssueCode::malformed_document,
       "elements are nested deeper than the limit of " + std::to_string(max_depth_), line());
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
