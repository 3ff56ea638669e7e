// Cases of every shipped format, sealed and opened again: nothing of them is lost.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "app/exchange/sealed_exchange.hpp"
#include "app/exchange/sent_case.hpp"
#include "mapping/record_json.hpp"
#include "support/fixed_clock.hpp"
#include "unit/app/scene.hpp"

namespace raccordo::app {
namespace {

struct Example {
  std::string source, file;
  std::string second = {};  ///< how the second record of a CSV file begins, which is cut off
};

std::string content_of(const Example& example) {
  std::ifstream in("mappings/" + example.source + "/examples/" + example.file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!example.second.empty()) text.erase(text.find("\n" + example.second) + 1);
  return text;
}

std::string line_of(const model::CaseRecord& record) {
  return mapping::shared_record_line(
      record, privacy::SecretOpener::open(record.person.id, privacy::SecretOpener::Purpose::check_identity));
}

TEST(ExchangeFormats, EveryShippedFormatArrivesAsItWasRead) {
  const auto& shared = SceneTemplate::get();
  const auto keys = example_keyring();
  const support::FixedClock clock;
  intake::Client sender;
  sender.rights.add(intake::Right::exchange);
  sender.all_comuni = true;
  for (const auto& each :
       {Example{"asst", "identifiers.json"}, Example{"asst", "usual.json"},
        Example{"health-portal", "all-phases.xml"},
        Example{"health-portal", "several-plans-and-deliveries.xml"},
        Example{"bergamo", "usual.csv", "BG/000002"}, Example{"treviglio", "usual.csv", "C,TV000002"},
        Example{"terzo-settore-csv", "usual.csv", "ringhiera-2017-0002"}}) {
    SCOPED_TRACE(each.source + "/" + each.file);
    const auto document = content_of(each);
    const auto format = shared.book->find(each.source)->profile.format();
    const auto sent =
        read_sent_case({shared.tables.get(), keys.get(), &clock, &sender, each.source, format, document});
    ASSERT_TRUE(sent) << sent.error().code << " " << sent.error().detail;
    const auto opened = open_case(keys->sealer, "E1", seal_case(keys->sealer, "E1", sent->record));
    EXPECT_EQ(line_of(opened), line_of(sent->record));
  }
}

}  // namespace
}  // namespace raccordo::app
