// FhirBundle: one parsed Bundle: its resources, which Patient each is about, and where references lead. In
// memory as a whole; filled again for each Bundle of a document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "codecs/json/json_tree.hpp"

namespace raccordo::codecs {

class FhirBundle {
 public:
  struct Limits {
    std::size_t depth = 0, nodes = 0;
    bool takes_parameters = false;  ///< the Bundle may be in the part `resource` of Parameters
  };
  struct Entry {
    std::uint32_t node = kNoJsonNode;
    std::uint32_t resource = kNoJsonNode;  ///< kNoJsonNode: none
    std::size_t bytes = 0;                 ///< of the entry in the document, nearly
    std::string_view server;               ///< `https://host/fhir/` of the fullUrl; "": none
  };
  /// A resource of an entry, or contained in one.
  struct Resource {
    std::uint32_t node = kNoJsonNode;
    std::uint32_t reference = kNoJsonNode;  ///< its `subject` or `patient`
    std::uint32_t patient = kNoJsonNode;    ///< the resource that leads to; itself for a Patient
    std::size_t entry = 0;
    std::string_view type;
  };
  /// Two entries with one address: references to it are ambiguous.
  struct Twin {
    std::uint32_t place = kNoJsonNode;                        ///< the address of the second
    std::uint32_t first = kNoJsonNode, second = kNoJsonNode;  ///< their resources
  };

  /// Parses the text in place; it must live as long as the Bundle is read.
  std::optional<JsonFailure> open(std::string& text, const Limits& limits);

  /// What is wrong with the Parameters around the Bundle.
  struct Fault {
    std::uint32_t node = kNoJsonNode;
    const char* message = nullptr;  ///< null: nothing
  };
  const Fault& parameters_fault() const { return parameters_fault_; }

  const JsonTree& tree() const { return tree_; }
  /// The node of the Bundle; the root of the document if there is none.
  std::uint32_t root() const { return root_; }
  /// RFC 6901, from the Bundle, down to the last element with a name that FHIR may have: others may name a
  /// person.
  std::string pointer(std::uint32_t node) const;
  const std::vector<Entry>& entries() const { return entries_; }
  const std::vector<Resource>& resources() const { return resources_; }
  const std::vector<Twin>& twins() const { return twins_; }
  /// Where `contained` holds something else than resources.
  const std::vector<std::uint32_t>& bad_contained() const { return bad_contained_; }
  /// The text of a member of an object; "" if it has none.
  std::string_view text_of(std::uint32_t object, std::string_view member) const;
  /// The resources of a type (without contained ones), in the order of the Bundle.
  const std::vector<std::uint32_t>& of_type(std::string_view type) const;
  /// Indices into resources() of those about this Patient, in the order of the Bundle.
  const std::vector<std::size_t>& about(std::uint32_t patient) const;
  /// The resource that a Reference, or a text with an address, leads to; kNoJsonNode if it is not in the
  /// Bundle.
  std::uint32_t resolve(std::uint32_t reference) const;
  /// The node of a resource around `node`, or `node` itself; kNoJsonNode outside resources.
  std::uint32_t resource_around(std::uint32_t node) const;
  /// The index of the entry around `node`, also of one in a contained resource; kNoJsonNode outside
  /// resources.
  std::uint32_t entry_around(std::uint32_t node) const;
  /// The newest meta.lastUpdated of the resource, its Patient and all that is about that Patient; kNoJsonNode
  /// if none has one.
  std::uint32_t last_updated(std::uint32_t resource) const;
  /// The Patient of a resource; kNoJsonNode if there is none.
  std::uint32_t patient_of(std::uint32_t resource) const;
  /// Whether a resource is about nobody (an organization), or about this Patient.
  bool is_about(std::uint32_t resource, std::uint32_t patient) const;

 private:
  void read_entries();
  void add_resource(std::uint32_t node, std::size_t entry);
  void read_contained(std::uint32_t resource, std::size_t entry);
  void add_address(std::string address, std::uint32_t place, std::uint32_t resource);
  void link_patients();
  std::uint32_t contained(std::uint32_t reference, std::string_view id) const;
  std::uint32_t at_address(const std::string& address) const;

  std::uint32_t in_parameters();
  /// A part of Parameters other than `resource`; null: it is taken.
  const char* fault_of_part(std::uint32_t part) const;

  JsonTree tree_;
  std::uint32_t root_ = 0;
  Fault parameters_fault_;
  std::vector<Entry> entries_;
  std::vector<Resource> resources_;
  std::vector<Twin> twins_;
  std::vector<std::uint32_t> bad_contained_;
  std::unordered_map<std::string_view, std::vector<std::uint32_t>> types_;
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> about_;
  std::unordered_map<std::uint32_t, std::size_t> numbers_;    ///< of resources, by node
  std::unordered_map<std::string, std::uint32_t> addresses_;  ///< fullUrl
  std::unordered_map<std::string, std::uint32_t> relative_;   ///< Type/id; kNoJsonNode: ambiguous
  std::unordered_map<std::string, std::uint32_t> contained_;  ///< number of the entry, `#`, id
};

}  // namespace raccordo::codecs
