#include "codecs/xml/xpath_engine.hpp"

#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include <unordered_map>

namespace raccordo::codecs::xml {
namespace {

template <auto free_function>
struct Free {
  template <class T>
  void operator()(T* pointer) const {
    free_function(pointer);
  }
};
using Document = std::unique_ptr<xmlDoc, Free<xmlFreeDoc>>;
using Context = std::unique_ptr<xmlXPathContext, Free<xmlXPathFreeContext>>;
using Expression = std::unique_ptr<xmlXPathCompExpr, Free<xmlXPathFreeCompExpr>>;
using Object = std::unique_ptr<xmlXPathObject, Free<xmlXPathFreeObject>>;

const xmlChar* chars(const std::string& text) { return reinterpret_cast<const xmlChar*>(text.c_str()); }

void ignore_error(void*, xmlErrorPtr) {}

void register_namespaces(xmlXPathContext& context, const Namespaces& namespaces) {
  for (const auto& [prefix, uri] : namespaces) xmlXPathRegisterNs(&context, chars(prefix), chars(uri));
}

/// `_private` of a node: its index in the tree plus one.
void* mark(XmlTree::Index index) {
  // NOLINTNEXTLINE(performance-no-int-to-ptr): libxml2 keeps a pointer for its caller, who keeps a number
  return reinterpret_cast<void*>(static_cast<std::uintptr_t>(index) + 1);
}

/// Rebuilds one record as libxml2 nodes; `_private` of each is its index in the tree plus one.
class DocumentBuilder {
 public:
  explicit DocumentBuilder(const XmlTree& tree) : tree_(tree), document_(xmlNewDoc(nullptr)) {}

  Document build(std::vector<xmlNode*>& nodes) {
    nodes.reserve(tree_.elements().size());
    for (XmlTree::Index i = 0; i < tree_.elements().size(); ++i) nodes.push_back(add_element(i, nodes));
    for (XmlTree::Index i = 0; i < tree_.elements().size(); ++i) add_tail(i, nodes);
    return std::move(document_);
  }

 private:
  xmlNode* add_element(XmlTree::Index index, const std::vector<xmlNode*>& nodes) {
    const auto& element = tree_.element(index);
    xmlNode* node = xmlNewDocNode(document_.get(), nullptr, chars(element.name->local), nullptr);
    node->_private = mark(index);
    if (element.parent == XmlTree::kNone) {
      xmlDocSetRootElement(document_.get(), node);
    } else {
      add_text_before(index, nodes[element.parent]);
      xmlAddChild(nodes[element.parent], node);
    }
    xmlSetNs(node, namespace_of(*element.name, node));
    for (auto at = element.first_attribute; at != XmlTree::kNone; at = tree_.attribute(at).next) {
      const std::string value(tree_.value(at));
      const Name& name = *tree_.attribute(at).name;
      xmlAttr* attribute = xmlNewNsProp(node, namespace_of(name, node), chars(name.local), chars(value));
      attribute->_private = mark(at);
    }
    return node;
  }

  void add_text(xmlNode* parent, std::uint32_t begin, std::uint32_t end) {
    if (begin == end) return;
    const auto text = tree_.slice(begin, end);
    xmlAddChild(parent, xmlNewDocTextLen(document_.get(), reinterpret_cast<const xmlChar*>(text.data()),
                                         static_cast<int>(text.size())));
  }

  void add_text_before(XmlTree::Index index, xmlNode* parent) {
    const auto& element = tree_.element(index);
    const auto& owner = tree_.element(element.parent);
    // Elements come in document order, so the last child so far is the previous sibling.
    const auto* last = last_element(parent);
    const auto from = last == nullptr ? owner.text_begin : tree_.element(index_in(last)).text_end;
    add_text(parent, from, element.text_begin);
  }

  void add_tail(XmlTree::Index index, const std::vector<xmlNode*>& nodes) {
    const auto& element = tree_.element(index);
    const bool is_leaf = element.last_child == XmlTree::kNone;
    const auto from = is_leaf ? element.text_begin : tree_.element(element.last_child).text_end;
    add_text(nodes[index], from, element.text_end);
  }

  static const xmlNode* last_element(const xmlNode* parent) {
    const xmlNode* last = parent->last;
    while (last != nullptr && last->type != XML_ELEMENT_NODE) last = last->prev;
    return last;
  }
  static XmlTree::Index index_in(const xmlNode* node) {
    return static_cast<XmlTree::Index>(reinterpret_cast<std::uintptr_t>(node->_private) - 1);
  }

  xmlNs* namespace_of(const Name& name, xmlNode* node) {
    if (name.uri.empty()) return nullptr;
    xmlNs*& known = declared_[name.uri];
    if (known == nullptr) {
      // Declared on the record itself under an internal prefix: the author's prefixes come from the profile.
      const std::string prefix = "n" + std::to_string(declared_.size());
      known = xmlNewNs(xmlDocGetRootElement(document_.get()), chars(name.uri), chars(prefix));
    }
    static_cast<void>(node);
    return known;
  }

  const XmlTree& tree_;
  Document document_;
  std::unordered_map<std::string, xmlNs*> declared_;
};

void append_node(const xmlNode& node, std::vector<XPathEngine::Find>& out) {
  const auto bare = reinterpret_cast<std::uintptr_t>(node._private);
  if (node.type == XML_ELEMENT_NODE) {
    out.emplace_back(to_node(NodeKind::element, bare - 1));
  } else if (node.type == XML_ATTRIBUTE_NODE) {
    out.emplace_back(to_node(NodeKind::attribute, bare - 1));
  } else if (node.type == XML_TEXT_NODE) {
    out.emplace_back(std::string(reinterpret_cast<const char*>(node.content)));
  }
}

}  // namespace

class XPathEngine::State {
 public:
  Document document;
  std::vector<xmlNode*> nodes;
  std::unordered_map<const void*, Expression> compiled;
};

XPathEngine::XPathEngine() : state_(std::make_unique<State>()) {}
XPathEngine::~XPathEngine() = default;

void XPathEngine::forget_record() {
  state_->document.reset();
  state_->nodes.clear();
}

std::vector<XPathEngine::Find> XPathEngine::evaluate(const void* key, const std::string& expression,
                                                     const Namespaces& namespaces, const XmlTree& tree,
                                                     XmlTree::Index context_index, StepBudget& budget) {
  xmlSetStructuredErrorFunc(nullptr, ignore_error);
  if (!state_->document) state_->document = DocumentBuilder(tree).build(state_->nodes);
  Expression& compiled = state_->compiled[key];
  if (!compiled) compiled.reset(xmlXPathCompile(chars(expression)));
  const Context context(xmlXPathNewContext(state_->document.get()));
  if (!context || !compiled) return {};
  register_namespaces(*context, namespaces);
  context->node = state_->nodes[context_index];
  xmlXPathRegisterVariable(context.get(), reinterpret_cast<const xmlChar*>("root"),
                           xmlXPathNewNodeSet(state_->nodes.front()));
  context->opLimit = budget.left();
  const Object object(xmlXPathCompiledEval(compiled.get(), context.get()));
  budget.take(context->opCount);
  std::vector<Find> out;
  if (!object) return out;
  if (object->type == XPATH_NODESET) {
    const int count = object->nodesetval == nullptr ? 0 : object->nodesetval->nodeNr;
    for (int i = 0; i < count; ++i) append_node(*object->nodesetval->nodeTab[i], out);
    return out;
  }
  xmlChar* text = xmlXPathCastToString(object.get());
  out.emplace_back(std::string(reinterpret_cast<const char*>(text)));
  xmlFree(text);
  return out;
}

base::Result<void> check_xpath(const std::string& expression, const Namespaces& namespaces) {
  xmlSetStructuredErrorFunc(nullptr, ignore_error);
  const Expression compiled(xmlXPathCompile(chars(expression)));
  if (!compiled) return base::fault("'" + expression + "' is not an XPath 1.0 expression");
  // Unknown prefixes, functions and variables are only detected when the expression runs.
  const Document document(xmlNewDoc(nullptr));
  xmlNode* root = xmlNewDocNode(document.get(), nullptr, reinterpret_cast<const xmlChar*>("record"), nullptr);
  xmlDocSetRootElement(document.get(), root);
  const Context context(xmlXPathNewContext(document.get()));
  register_namespaces(*context, namespaces);
  xmlXPathRegisterVariable(context.get(), reinterpret_cast<const xmlChar*>("root"), xmlXPathNewNodeSet(root));
  context->node = root;
  const Object object(xmlXPathCompiledEval(compiled.get(), context.get()));
  if (object) return {};
  return base::fault(
      "'" + expression +
      "' cannot be evaluated: a prefix that is not among the profile's namespaces, or an unknown "
      "function or variable");
}

}  // namespace raccordo::codecs::xml
