#include "codecs/fhir/fhir_bundle.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "model/fhir_expression.hpp"

namespace raccordo::codecs {
namespace {

/// Bytes of an address; a longer one leads nowhere, because addresses are copied for each reference.
constexpr std::size_t kMostAddress = 2048;

/// Without a version.
std::string_view unversioned(std::string_view address) {
  return base::trim(address.substr(0, address.find("/_history/")));
}

/// UUIDs and OIDs in small letters, because their letter case means nothing; "" for one that leads nowhere.
std::string plain_address(std::string_view address) {
  if (address.size() > kMostAddress) return "";
  std::string out(unversioned(address));
  constexpr std::size_t scheme = 9;  // `urn:uuid:`
  const auto begin = base::to_lower_ascii(out.substr(0, scheme));
  return begin == "urn:uuid:" || begin.starts_with("urn:oid:") ? base::to_lower_ascii(out) : out;
}

/// `https://host/fhir/` of `https://host/fhir/Patient/1`; "" for an address of another form.
std::string_view base_of(std::string_view address) {
  if (address.size() > kMostAddress) return "";
  address = unversioned(address);
  if (!address.starts_with("http://") && !address.starts_with("https://")) return "";
  const auto id = address.rfind('/');
  const auto type = id == 0 ? std::string_view::npos : address.rfind('/', id - 1);
  return type == std::string_view::npos ? std::string_view() : address.substr(0, type + 1);
}

std::string contained_name(std::size_t entry, std::string_view id) {
  return std::to_string(entry) + "#" + std::string(id);
}

}  // namespace

std::optional<JsonFailure> FhirBundle::open(std::string& text, const Limits& limits) {
  entries_.clear();
  resources_.clear();
  twins_.clear();
  bad_contained_.clear();
  // Clearing would cost the size of the largest Bundle before, for each small one after it.
  types_ = {};
  about_ = {};
  numbers_ = {};
  addresses_ = {};
  relative_ = {};
  contained_ = {};
  parameters_fault_ = {};
  tree_.limit_nodes(limits.nodes);
  if (auto failure = tree_.parse(text, limits.depth)) return failure;
  root_ = limits.takes_parameters ? in_parameters() : 0;
  read_entries();
  link_patients();
  return std::nullopt;
}

std::string FhirBundle::pointer(std::uint32_t node) const {
  auto out = tree_.pointer(node);
  const auto prefix = root_ == 0 ? std::string() : tree_.pointer(root_);
  if (!prefix.empty() && out.starts_with(prefix)) out.erase(0, prefix.size());
  return model::shown_fhir_pointer(std::move(out));
}

std::string_view FhirBundle::text_of(std::uint32_t object, std::string_view member) const {
  const auto found = tree_.member(object, member);
  if (found == kNoJsonNode || tree_.at(found).kind != JsonKind::string) return "";
  return tree_.at(found).text;
}

void FhirBundle::read_entries() {
  const auto list = tree_.member(root_, "entry");
  if (list == kNoJsonNode || tree_.at(list).kind != JsonKind::array) return;
  const char* begin = nullptr;
  for (auto node = tree_.at(list).first; node != kNoJsonNode; node = tree_.at(node).next) {
    auto& entry = entries_.emplace_back();
    entry.node = node;
    if (tree_.at(node).first != kNoJsonNode && tree_.at(node).kind == JsonKind::object) {
      const char* here = tree_.at(tree_.at(node).first).key.data();
      if (begin != nullptr) entries_[entries_.size() - 2].bytes = static_cast<std::size_t>(here - begin);
      begin = here;
    }
    const auto resource = tree_.member(node, "resource");
    if (resource == kNoJsonNode || text_of(resource, "resourceType").empty()) continue;
    entry.resource = resource;
    const auto number = entries_.size() - 1;
    add_resource(resource, number);
    const auto place = tree_.member(node, "fullUrl");
    if (place != kNoJsonNode) {
      const auto address = text_of(node, "fullUrl");
      entry.server = base_of(address);
      add_address(plain_address(address), place, resource);
    }
    read_contained(resource, number);
  }
  if (begin == nullptr) return;
  // Of the last one only the texts are known; what follows is brackets.
  const auto& last = tree_.at(static_cast<std::uint32_t>(tree_.size() - 1)).text;
  if (last.data() > begin)
    entries_.back().bytes = static_cast<std::size_t>(last.data() - begin) + last.size();
}

void FhirBundle::read_contained(std::uint32_t resource, std::size_t entry) {
  const auto list = tree_.member(resource, "contained");
  if (list == kNoJsonNode) return;
  if (tree_.at(list).kind != JsonKind::array) return bad_contained_.push_back(list);
  for (auto child = tree_.at(list).first; child != kNoJsonNode; child = tree_.at(child).next) {
    if (text_of(child, "resourceType").empty()) {
      bad_contained_.push_back(child);
      continue;
    }
    add_resource(child, entry);
    const auto id = tree_.member(child, "id");
    if (id == kNoJsonNode || tree_.at(id).text.empty()) continue;
    const auto [known, is_new] = contained_.emplace(contained_name(entry, tree_.at(id).text), child);
    if (!is_new) twins_.push_back({id, known->second, child});
  }
}

void FhirBundle::add_resource(std::uint32_t node, std::size_t entry) {
  numbers_.emplace(node, resources_.size());
  auto& resource = resources_.emplace_back();
  resource.node = node;
  resource.entry = entry;
  resource.type = text_of(node, "resourceType");
  const bool is_entry = node == entries_[entry].resource;
  if (!is_entry) return;
  types_[resource.type].push_back(node);
  const auto id = tree_.member(node, "id");
  if (id == kNoJsonNode || tree_.at(id).text.empty()) return;
  const auto address = std::string(resource.type) + "/" + std::string(tree_.at(id).text);
  const auto [known, is_new] = relative_.emplace(address, node);
  if (is_new) return;
  if (known->second != kNoJsonNode && tree_.member(entries_[entry].node, "fullUrl") == kNoJsonNode)
    twins_.push_back({id, known->second, node});
  known->second = kNoJsonNode;
}

void FhirBundle::add_address(std::string address, std::uint32_t place, std::uint32_t resource) {
  if (address.empty()) return;
  const auto [known, is_new] = addresses_.emplace(std::move(address), resource);
  if (!is_new) twins_.push_back({place, known->second, resource});
}

/// Once all addresses are known.
void FhirBundle::link_patients() {
  for (std::size_t i = 0; i < resources_.size(); ++i) {
    auto& resource = resources_[i];
    if (resource.type == "Patient") {
      resource.patient = resource.node;
      continue;
    }
    for (const char* name : {"subject", "patient"}) {
      if (resource.reference == kNoJsonNode) resource.reference = tree_.member(resource.node, name);
    }
    if (resource.reference == kNoJsonNode) continue;
    const auto found = resolve(resource.reference);
    if (found == kNoJsonNode || text_of(found, "resourceType") != "Patient") continue;
    resource.patient = found;
    about_[found].push_back(i);
  }
}

const std::vector<std::uint32_t>& FhirBundle::of_type(std::string_view type) const {
  static const std::vector<std::uint32_t> none;
  const auto found = types_.find(type);
  return found == types_.end() ? none : found->second;
}

const std::vector<std::size_t>& FhirBundle::about(std::uint32_t patient) const {
  static const std::vector<std::size_t> none;
  const auto found = about_.find(patient);
  return found == about_.end() ? none : found->second;
}

std::uint32_t FhirBundle::resource_around(std::uint32_t node) const {
  for (auto at = node; at != kNoJsonNode; at = tree_.at(at).parent) {
    if (numbers_.contains(at)) return at;
  }
  return kNoJsonNode;
}

std::uint32_t FhirBundle::entry_around(std::uint32_t node) const {
  const auto resource = resource_around(node);
  if (resource == kNoJsonNode) return kNoJsonNode;
  return static_cast<std::uint32_t>(resources_[numbers_.at(resource)].entry);
}

std::uint32_t FhirBundle::contained(std::uint32_t reference, std::string_view id) const {
  const auto around = resource_around(reference);
  if (around == kNoJsonNode) return kNoJsonNode;
  // What a contained resource refers to is contained in the same one.
  const auto number = resources_[numbers_.at(around)].entry;
  if (id.empty()) return entries_[number].resource;
  const auto found =
      id.size() > kMostAddress ? contained_.end() : contained_.find(contained_name(number, id));
  return found == contained_.end() ? kNoJsonNode : found->second;
}

std::uint32_t FhirBundle::at_address(const std::string& address) const {
  const auto found = addresses_.find(address);
  return found == addresses_.end() ? kNoJsonNode : found->second;
}

std::uint32_t FhirBundle::resolve(std::uint32_t reference) const {
  const auto& node = tree_.at(reference);
  const auto written = node.kind == JsonKind::object ? text_of(reference, "reference") : node.text;
  if (written.empty()) return kNoJsonNode;
  if (written.front() == '#') return contained(reference, written.substr(1));
  const auto address = plain_address(written);
  const bool is_absolute = address.find(':') != std::string::npos;
  if (is_absolute) return at_address(address);
  if (address.empty()) return kNoJsonNode;
  const auto around = resource_around(reference);
  if (around != kNoJsonNode) {
    const auto server = entries_[resources_[numbers_.at(around)].entry].server;
    const auto found = server.empty() ? kNoJsonNode : at_address(std::string(server) + address);
    if (found != kNoJsonNode) return found;
  }
  const auto found = relative_.find(address);
  return found == relative_.end() ? kNoJsonNode : found->second;
}

std::uint32_t FhirBundle::patient_of(std::uint32_t resource) const {
  const auto found = numbers_.find(resource);
  return found == numbers_.end() ? kNoJsonNode : resources_[found->second].patient;
}

bool FhirBundle::is_about(std::uint32_t resource, std::uint32_t patient) const {
  const auto found = numbers_.find(resource);
  if (found == numbers_.end()) return true;
  const auto& target = resources_[found->second];
  const bool is_of_nobody = target.patient == kNoJsonNode && target.reference == kNoJsonNode;
  return is_of_nobody || target.patient == patient;
}

std::uint32_t FhirBundle::last_updated(std::uint32_t resource) const {
  std::uint32_t newest = kNoJsonNode;
  base::Instant when;
  const auto look = [&](std::uint32_t at) {
    const auto meta = tree_.member(at, "meta");
    const auto node = meta == kNoJsonNode ? kNoJsonNode : tree_.member(meta, "lastUpdated");
    if (node == kNoJsonNode || tree_.at(node).kind != JsonKind::string) return;
    const auto instant = base::parse_instant(tree_.at(node).text);
    const bool is_newer = instant && (newest == kNoJsonNode || instant->micros > when.micros);
    // What cannot be read is the result only if there is nothing else, so that it is reported.
    if (!is_newer && newest != kNoJsonNode) return;
    newest = node;
    when = instant.value_or(base::Instant{});
  };
  look(resource);
  const auto patient = patient_of(resource);
  if (patient == kNoJsonNode) return newest;
  look(patient);
  for (const auto number : about(patient)) look(resources_[number].node);
  return newest;
}

}  // namespace raccordo::codecs
