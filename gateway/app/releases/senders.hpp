// Senders: the sources and Comuni from which far fewer cases came for a period than for the period before, so
// that a sender that stopped sending is not taken for a fall in need (docs/protection.md#senders). Part of
// the metadata of a release. Called by Publish.
#pragma once

#include <string>
#include <vector>

#include "model/case_facts.hpp"
#include "model/extract.hpp"
#include "model/scheme.hpp"

namespace raccordo::app {

/// stopped: at most a tenth of the cases of the period before, or at most k; halved: at most half of them.
enum class Fall : std::uint8_t { stopped, halved };
std::string_view to_string(Fall fall);  // "stopped", "halved"

struct FallenSender {
  std::string code;  ///< the source, or the ISTAT code of the Comune
  Fall fall = Fall::halved;
};

struct SenderFalls {
  std::string compared_with;                  ///< the period before
  std::vector<FallenSender> sources, comuni;  ///< sorted by code
};

/// The period before of the same length: `2016-Q4` before `2017-Q1`.
model::Period period_before(const model::Period& period, model::Periodicity periodicity);

/// Compares the cases opened in the period with those of the period before. A sender with fewer than 4k cases
/// then is never listed, so each class contains numbers below and above k.
SenderFalls find_falls(const model::FactSet& facts, const model::Period& period,
                       model::Periodicity periodicity, int k);

/// The metadata with the member `senders`.
std::string with_senders(std::string metadata, const SenderFalls& falls, const model::Territory& territory);
/// The metadata with the member `senders` of other metadata, if there is one: a revision repeats the list of
/// the first release of its period, so that a difference of the lists reveals nothing about a correction.
std::string with_senders_of(std::string metadata, const std::string& earlier);

}  // namespace raccordo::app
