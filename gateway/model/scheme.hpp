// The shared scheme: code systems and the territory, as loaded from mappings/scheme/*.csv (by
// gateway/mapping/scheme_file). Values only; immutable once built.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/time.hpp"
#include "model/population.hpp"

namespace raccordo::model {

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <class T>
using StringMap = std::unordered_map<std::string, T, StringHash, std::equal_to<>>;

/// One shared code. An empty date means no bound; both bounds are inclusive.
struct Code {
  std::string code;
  std::string label_it, label_en;
  std::string parent;
  std::optional<base::Date> valid_from, valid_to;
  std::optional<int> age_min, age_max;  ///< area only: ages outside are structural zeros
};

class CodeSystem {
 public:
  CodeSystem() = default;
  CodeSystem(std::string id, std::vector<Code> codes);
  const std::string& id() const { return id_; }
  const std::vector<Code>& codes() const { return codes_; }  ///< in file order
  const Code* find(std::string_view code) const;

 private:
  std::string id_;
  std::vector<Code> codes_;
  StringMap<std::size_t> index_;
};

struct Comune {
  std::string name, istat_code, belfiore_code;
  std::string ambito;    ///< slug; empty for Torre de' Busi
  std::string district;  ///< Italian name as in the source, e.g. `Bergamo Est`; empty likewise
  std::string group;     ///< `<ambito>.<n>` of comune-groups.csv; empty if the Comune is in no group
  bool alone = false;    ///< in a group, and large enough to be shown beside it (column `alone`)
};

/// A Comune that was abolished, or the former code of a renumbered Comune.
struct FormerComune {
  std::string name, istat_code, belfiore_code;
  base::Date last_day;    ///< of this code
  std::string successor;  ///< ISTAT code of the current Comune for which its cases count
};

/// The Comuni of the province, with look-up by every code and by name.
class Territory {
 public:
  Territory() = default;
  Territory(std::vector<Comune> comuni, std::map<std::string, std::string> ambito_labels,
            std::map<std::string, std::string> group_labels);
  const std::vector<Comune>& comuni() const { return comuni_; }
  const Comune* by_istat(std::string_view code) const;
  const Comune* by_belfiore(std::string_view code) const;
  /// By name, ignoring case, accents, apostrophes and the abbreviations S. and Sant'; also the spellings
  /// listed in the aliases of the territory.
  const Comune* by_name(std::string_view name) const;
  void add_alias(std::string_view name, std::string_view istat_code);
  /// Codes and names of current Comuni take precedence. The successor must be a current Comune.
  void add_former(FormerComune former);
  const std::vector<FormerComune>& former() const { return former_; }
  const FormerComune* former_by_istat(std::string_view code) const;
  const FormerComune* former_by_belfiore(std::string_view code) const;
  const FormerComune* former_by_name(std::string_view name) const;
  const std::map<std::string, std::string>& ambito_labels() const { return ambito_labels_; }
  const std::map<std::string, std::string>& group_labels() const { return group_labels_; }

 private:
  std::vector<Comune> comuni_;
  StringMap<std::size_t> by_istat_, by_belfiore_, by_name_;
  std::vector<FormerComune> former_;  ///< few: searched linearly
  std::map<std::string, std::string> ambito_labels_, group_labels_;
};

/// `district-bergamo-est` from `Bergamo Est`.
std::string district_code(std::string_view district);
/// Lower case, accents folded, only letters and digits kept, words joined by one blank.
std::string fold_name(std::string_view utf8);

/// Abbreviations of the field: `sad` -> `assistenza domiciliare`; both folded as by fold_name.
using Abbreviations = StringMap<std::string>;

struct Scheme {
  StringMap<CodeSystem> systems;  ///< by id: area, intervention, need, channel, request, household, ...
  Territory territory;
  Population population;
  Abbreviations abbreviations;
  const CodeSystem* find(std::string_view system) const {
    const auto found = systems.find(system);
    return found == systems.end() ? nullptr : &found->second;
  }
};

}  // namespace raccordo::model
