#include "report/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <regex>
#include <set>

#include "unit/report/report_scene.hpp"

namespace raccordo::tests {
namespace {

using report::Language;
using report::ReportOrder;
using ::testing::HasSubstr;
using ::testing::Not;

class YearlyReport : public testing::Test {
 protected:
  ReportOrder order(Language language = Language::it) const {
    return {source_of(now_), source_of(before_), language, "Ufficio <di> Piano",
            "https://dati.esempio.it/open/releases/1/tables"};
  }
  std::string html(Language language = Language::it) const { return write_report(order(language)).value(); }

  aggregate::Release before_ = report_release(1000, 2016, report_catalogue());
  aggregate::Release now_ = report_release(1250, 2017, report_catalogue());
};

using Document = std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)>;

Document parse(std::string html) {
  html.erase(0, html.find('\n'));  // the document type
  return {xmlReadMemory(html.data(), static_cast<int>(html.size()), "", "UTF-8",
                        XML_PARSE_NOERROR | XML_PARSE_NONET),
          xmlFreeDoc};
}

std::string attribute(xmlNode* node, const char* name) {
  const std::unique_ptr<xmlChar, void (*)(void*)> value(
      xmlGetProp(node, reinterpret_cast<const xmlChar*>(name)), xmlFree);
  return value ? std::string(reinterpret_cast<const char*>(value.get())) : "";
}

void each_element(xmlNode* node, const std::function<void(xmlNode*, const std::string&)>& visit) {
  for (; node != nullptr; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    visit(node, reinterpret_cast<const char*>(node->name));
    each_element(node->children, visit);
  }
}

TEST_F(YearlyReport, IsWellFormedWithOneChapterForEachTable) {
  const auto document = parse(html());
  ASSERT_NE(document, nullptr);
  std::set<std::string> ids;
  std::set<std::string> links;
  each_element(xmlDocGetRootElement(document.get()), [&](xmlNode* node, const std::string&) {
    const auto id = attribute(node, "id");
    EXPECT_TRUE(id.empty() || ids.insert(id).second) << id;
    if (const auto link = attribute(node, "href"); link.starts_with("#")) links.insert(link.substr(1));
  });
  for (const auto* id : {"t-areas", "t-ages", "t-ambiti", "reading", "rules"}) {
    EXPECT_TRUE(ids.contains(id)) << id;
    EXPECT_TRUE(links.contains(id)) << id;
  }
  for (const auto& link : links) EXPECT_TRUE(ids.contains(link)) << link;
}

TEST_F(YearlyReport, CanBeReadByAScreenReader) {
  const auto document = parse(html());
  int level = 0;
  each_element(xmlDocGetRootElement(document.get()), [&](xmlNode* node, const std::string& name) {
    EXPECT_NE(name, "script");
    EXPECT_TRUE(name != "html" || attribute(node, "lang") == "it");
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
      EXPECT_LE(name[1] - '0', level + 1);  // no level is skipped
      level = name[1] - '0';
    }
    EXPECT_TRUE(name != "th" || !attribute(node, "scope").empty());
    if (name == "table") {
      EXPECT_STREQ(reinterpret_cast<const char*>(xmlFirstElementChild(node)->name), "caption");
    }
    if (name == "svg") {
      EXPECT_EQ(attribute(node, "role"), "img");
      EXPECT_NE(attribute(node, "aria-labelledby"), "");
    }
  });
}

TEST_F(YearlyReport, ShowsEveryShownCellAndMarksEveryHiddenOne) {
  auto alone = order();
  alone.before.reset();
  const auto html = write_report(alone).value();
  std::size_t hidden = 0;
  for (const auto& table : now_.tables()) {
    for (const auto& cell : table.cells()) hidden += cell.hidden ? 1 : 0;
  }
  ASSERT_GT(hidden, 0U);
  const std::regex mark("<td class=\"c\">c</td>");
  const auto marks =
      std::distance(std::sregex_iterator(html.begin(), html.end(), mark), std::sregex_iterator());
  EXPECT_EQ(static_cast<std::size_t>(marks), hidden);
  EXPECT_THAT(html, HasSubstr("<td>1.262</td>"));
}

TEST_F(YearlyReport, ComparesNumbersThatBothReleasesShow) {
  const auto html = this->html();
  EXPECT_THAT(html, HasSubstr("<td>1.262</td><td>1.012</td><td>+250</td><td>+24,7 %</td>"));
  EXPECT_THAT(html, HasSubstr("confronto con il periodo 2016"));
}

TEST_F(YearlyReport, WritesNumbersAndTextsInTheLanguageAskedFor) {
  const auto html = this->html(Language::en);
  EXPECT_THAT(html, HasSubstr("<html lang=\"en\">"));
  EXPECT_THAT(html, HasSubstr("<td>1,262</td><td>1,012</td><td>+250</td><td>+24.7 %</td>"));
  EXPECT_THAT(html, HasSubstr("How to read the tables"));
  EXPECT_THAT(html, Not(HasSubstr("Come si leggono")));
}

TEST_F(YearlyReport, NamesSendersThatStoppedEscaped) {
  const auto html = this->html();
  EXPECT_THAT(html, HasSubstr("Fonte treviglio: cartelle aperte dimezzate"));
  EXPECT_THAT(html, HasSubstr("Comune di Comune &lt;Uno&gt;: non invia più"));
  EXPECT_THAT(html, HasSubstr("Ufficio &lt;di&gt; Piano"));
  EXPECT_THAT(html, HasSubstr("Per area, sesso &amp; età"));
}

TEST_F(YearlyReport, SaysThatItRanksOnlyWhatIsShown) {
  EXPECT_THAT(html(), HasSubstr("Le aree con più persone, fra quelle mostrate: "));
}

TEST_F(YearlyReport, GivesRulesAndGuaranteeInItalian) {
  EXPECT_THAT(html(), HasSubstr("<li>k = 5.</li>\n<li>Tutte le tavole sono contate da un registro"));
  EXPECT_THAT(html(Language::en), HasSubstr("<li>k = 5.</li>\n<li>All tables are counted from a register"));
}

TEST_F(YearlyReport, ListsWhatIsNotGuaranteedPartByPart) {
  const auto html = this->html();
  EXPECT_THAT(html, HasSubstr("Non sono coperti:<ul><li>quante persone sono contate in più luoghi"));
  EXPECT_THAT(html, HasSubstr("<li>Non è privacy differenziale.</li>"));
}

TEST_F(YearlyReport, NamesHiddenTotalsAndTheCoarserTableInPlainWords) {
  auto order = this->order();
  order.now.metadata.hidden_totals = {
      {"areas", "by: [{territory: district}]", {"_T", "area=minori", "area=other"}}, {"gone", "", {"_T"}}};
  const auto html = write_report(order).value();
  EXPECT_THAT(html,
              HasSubstr("<li>Per area. Non si mostra: il totale di tutta la tavola; i totali per area di "
                        "intervento: "));
  EXPECT_THAT(html, HasSubstr(" e other. Una tavola meno fine, per distretto, ne nasconde meno.</li>"));
  EXPECT_THAT(html, Not(HasSubstr("by: [")));
}

TEST_F(YearlyReport, SaysWhichTablesTheEarlierReleaseLacks) {
  const auto earlier = report_release(1000, 2016, {report_catalogue().front()});
  auto order = this->order();
  order.before = source_of(earlier);
  EXPECT_THAT(write_report(order).value(), HasSubstr("Cartelle per Ambito: nuova, o cambiata di forma"));
}

TEST_F(YearlyReport, RefusesToCompareWithALaterPeriod) {
  const ReportOrder order{source_of(before_), source_of(now_), Language::it, "", ""};
  EXPECT_THAT(write_report(order).error().message, HasSubstr("its period is not earlier"));
}

TEST_F(YearlyReport, GivesTheSameBytesForTheSameOrder) { EXPECT_EQ(html(), html()); }

}  // namespace
}  // namespace raccordo::tests
