// Which requests come from a page of another site. tests/integration/case_foreign_pages.py asks a gateway.
#include "app/http/foreign_page.hpp"

#include <gtest/gtest.h>

#include "unit/app/shipped_book.hpp"

namespace raccordo::app {
namespace {

class ForeignPage : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const support::ScratchFolder folder;
    auto config = shipped_config(folder);
    config.public_url = "https://raccordo.example:8443/below";
    tables_ = ActiveTables::from_files(load_book(config), base::system_clock());
  }
  static void TearDownTestSuite() { tables_.reset(); }

  static bool is_refused(const std::vector<net::Header>& headers, const std::string& method = "POST",
                         const std::string& path = "/v1/releases") {
    Request request;
    request.tables = tables_;
    request.head.method = method;
    request.head.path = path;
    request.head.headers = headers;
    request.head.headers.emplace_back("host", "gateway.example");
    return fault_of_page(request).has_value();
  }
  static inline std::shared_ptr<const ActiveTables> tables_;
};

TEST_F(ForeignPage, IsToldByItsOrigin) {
  for (const char* own :
       {"https://gateway.example", "https://GATEWAY.example:443", "https://raccordo.example:8443"})
    EXPECT_FALSE(is_refused({{"origin", own}})) << own;
  for (const char* other : {"null", "http://gateway.example", "https://gateway.example:8443",
                            "https://gateway.example.evil.example", "https://raccordo.example",
                            "https://evil.example/https://gateway.example"})
    EXPECT_TRUE(is_refused({{"origin", other}})) << other;
}

TEST_F(ForeignPage, IsToldByTheBrowser) {
  EXPECT_FALSE(is_refused({}));
  for (const char* own : {"same-origin", "none"}) EXPECT_FALSE(is_refused({{"sec-fetch-site", own}})) << own;
  for (const char* other : {"cross-site", "same-site", "something-new"})
    EXPECT_TRUE(is_refused({{"sec-fetch-site", other}})) << other;
  EXPECT_TRUE(is_refused({{"origin", "https://evil.example"}, {"sec-fetch-site", "same-origin"}}));
}

TEST_F(ForeignPage, MayLinkToTheConsole) {
  const std::vector<net::Header> link{{"sec-fetch-site", "cross-site"}, {"sec-fetch-mode", "navigate"}};
  EXPECT_FALSE(is_refused(link, "GET", "/console/releases"));
  EXPECT_TRUE(is_refused(link, "GET", "/v1/quarantine/records/1"));
  EXPECT_TRUE(is_refused(link, "POST", "/console/"));
  EXPECT_TRUE(is_refused({{"sec-fetch-site", "cross-site"}}, "GET", "/console/releases"));
}

TEST_F(ForeignPage, CanSendFormsUnasked) {
  const auto is_form = [](const std::string& type, const std::string& method = "POST") {
    Request request;
    request.head.method = method;
    request.head.headers = {{"content-type", type}};
    return fault_of_form(request).has_value();
  };
  for (const char* form : {"text/plain", "Text/Plain ; charset=utf-8", "multipart/form-data; boundary=x",
                           "application/x-www-form-urlencoded", "text/plain, application/json"})
    EXPECT_TRUE(is_form(form)) << form;
  for (const char* order : {"", "application/json", "application/fhir+json", "text/csv"})
    EXPECT_FALSE(is_form(order)) << order;
  EXPECT_FALSE(is_form("text/plain", "PUT")) << "a page must ask first";
}

}  // namespace
}  // namespace raccordo::app
