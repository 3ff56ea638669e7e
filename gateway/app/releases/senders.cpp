#include "app/releases/senders.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "base/json.hpp"

namespace raccordo::app {
namespace {

/// Cases opened in the period before and in the period itself.
struct Opened {
  std::uint64_t before = 0, now = 0;
};
/// By number of the code pool.
using Openings = std::vector<Opened>;

std::vector<FallenSender> list_fallen(const Openings& openings, const model::CodePool& codes, int k) {
  const auto least = static_cast<std::uint64_t>(k);
  std::vector<FallenSender> fallen;
  for (std::size_t no = 1; no < openings.size(); ++no) {
    const auto [before, now] = openings[no];
    if (before < 4 * least || now * 2 > before) continue;
    const bool stopped = now <= std::max(least, before / 10);
    fallen.push_back({codes.text(static_cast<model::CodeNo>(no)), stopped ? Fall::stopped : Fall::halved});
  }
  std::sort(fallen.begin(), fallen.end(),
            [](const FallenSender& one, const FallenSender& other) { return one.code < other.code; });
  return fallen;
}

bool is_within(const base::Date& day, const model::Period& period) {
  return period.first <= day && day <= period.last;
}

std::string with_member(std::string metadata, std::string_view senders) {
  if (metadata.empty() || metadata.back() != '}') return metadata;
  metadata.back() = ',';
  return metadata.append("\"senders\":").append(senders).append("}");
}

}  // namespace

std::string_view to_string(Fall fall) { return fall == Fall::stopped ? "stopped" : "halved"; }

model::Period period_before(const model::Period& period, model::Periodicity periodicity) {
  const auto year = static_cast<int>(period.first.year);
  const auto month = static_cast<int>(period.first.month);
  std::array<char, 32> code{};
  if (periodicity == model::Periodicity::year) {
    std::snprintf(code.data(), code.size(), "%04d", year - 1);
  } else if (periodicity == model::Periodicity::quarter) {
    const int quarter = (month - 1) / 3;  // of the period before, from 1; 0: the last one of the year before
    std::snprintf(code.data(), code.size(), "%04d-Q%d", quarter > 0 ? year : year - 1,
                  quarter > 0 ? quarter : 4);
  } else {
    std::snprintf(code.data(), code.size(), "%04d-%02d", month > 1 ? year : year - 1,
                  month > 1 ? month - 1 : 12);
  }
  return model::parse_period(code.data(), periodicity).value_or(period);
}

SenderFalls find_falls(const model::FactSet& facts, const model::Period& period,
                       model::Periodicity periodicity, int k) {
  const auto before = period_before(period, periodicity);
  Openings sources(facts.codes.size());
  Openings comuni(facts.codes.size());
  for (const auto& one : facts.cases) {
    if (is_within(one.opened, period)) {
      ++sources.at(one.source).now;
      ++comuni.at(one.owner).now;
    } else if (is_within(one.opened, before)) {
      ++sources.at(one.source).before;
      ++comuni.at(one.owner).before;
    }
  }
  return {before.code, list_fallen(sources, facts.codes, k), list_fallen(comuni, facts.codes, k)};
}

std::string with_senders(std::string metadata, const SenderFalls& falls, const model::Territory& territory) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "compared_with", falls.compared_with);
  base::key(writer, "sources");
  writer.StartArray();
  for (const auto& sender : falls.sources) {
    writer.StartObject();
    base::put(writer, "source", sender.code);
    base::put(writer, "fall", to_string(sender.fall));
    writer.EndObject();
  }
  writer.EndArray();
  base::key(writer, "comuni");
  writer.StartArray();
  for (const auto& sender : falls.comuni) {
    const auto* comune = territory.by_istat(sender.code);
    writer.StartObject();
    base::put(writer, "comune", sender.code);
    if (comune != nullptr) base::put(writer, "name", comune->name);
    base::put(writer, "fall", to_string(sender.fall));
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
  return with_member(std::move(metadata), base::view(buffer));
}

std::string with_senders_of(std::string metadata, const std::string& earlier) {
  rapidjson::Document document;
  document.Parse(earlier.c_str());
  if (document.HasParseError() || !document.IsObject() || !document.HasMember("senders")) return metadata;
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  document["senders"].Accept(writer);
  return with_member(std::move(metadata), base::view(buffer));
}

}  // namespace raccordo::app
