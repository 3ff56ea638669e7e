#include <serd/serd.h>

#include <memory>

#include "base/result.hpp"
#include "extract/rdf_writers.hpp"

namespace raccordo::extract {
namespace {

struct FreeEnv {
  void operator()(SerdEnv* env) const { serd_env_free(env); }
};
struct FreeWriter {
  void operator()(SerdWriter* writer) const { serd_writer_free(writer); }
};

const std::uint8_t* bytes_of(const std::string& text) {
  return reinterpret_cast<const std::uint8_t*>(text.c_str());
}

SerdNode node_of(SerdType type, const std::string& text) {
  return serd_node_from_string(type, bytes_of(text));
}

SerdNode node_of(const RdfTerm& term) {
  switch (term.kind) {
    case RdfTerm::Kind::iri:
      return node_of(SERD_URI, term.text);
    case RdfTerm::Kind::blank:
      return node_of(SERD_BLANK, term.text);
    case RdfTerm::Kind::literal:
      return node_of(SERD_LITERAL, term.text);
  }
  return SERD_NODE_NULL;
}

void check(SerdStatus status) {
  if (status != SERD_SUCCESS)
    throw base::SystemFault("Turtle: " + std::string(reinterpret_cast<const char*>(serd_strerror(status))));
}

std::size_t append_bytes(const void* bytes, std::size_t length, void* out) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), length);
  return length;
}

}  // namespace

std::string write_turtle(const RdfGraph& graph) {
  std::string out;
  const std::unique_ptr<SerdEnv, FreeEnv> env(serd_env_new(nullptr));
  constexpr auto kStyle = static_cast<SerdStyle>(SERD_STYLE_ABBREVIATED | SERD_STYLE_CURIED);
  const std::unique_ptr<SerdWriter, FreeWriter> writer(
      serd_writer_new(SERD_TURTLE, kStyle, env.get(), nullptr, append_bytes, &out));
  for (const auto& [prefix, address] : graph.prefixes) {
    const auto name = node_of(SERD_LITERAL, prefix);
    const auto uri = node_of(SERD_URI, address);
    check(serd_env_set_prefix(env.get(), &name, &uri));
    check(serd_writer_set_prefix(writer.get(), &name, &uri));
  }
  for (const auto& statement : graph.statements) {
    const auto predicate_text = graph.expand(statement.predicate);
    const auto subject = node_of(statement.subject);
    const auto predicate = node_of(SERD_URI, predicate_text);
    const auto object = node_of(statement.object);
    const auto datatype = node_of(SERD_URI, statement.object.datatype);
    const auto language = node_of(SERD_LITERAL, statement.object.language);
    check(serd_writer_write_statement(writer.get(), 0, nullptr, &subject, &predicate, &object,
                                      statement.object.datatype.empty() ? nullptr : &datatype,
                                      statement.object.language.empty() ? nullptr : &language));
  }
  check(serd_writer_finish(writer.get()));
  return out;
}

}  // namespace raccordo::extract
