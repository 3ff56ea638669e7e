// The files of the web console: what is loaded, what is served, and that nothing else is.
#include "app/http/console_files.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "app/http/console_refusal.hpp"
#include "unit/app/service_scene.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;

class ConsoleFolder : public testing::Test {
 protected:
  ConsoleFolder() { fs::create_directories(pages() / "assets"); }
  const fs::path& pages() const { return pages_.path(); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(pages() / name, std::ios::binary) << text;
  }
  void write_console() const {
    write("index.html", "<!doctype html><title>Raccordo</title>");
    write("assets/index-A1.js", "export {};");
    write("assets/index-A1.js.gz", "packed");
  }

 private:
  support::ScratchFolder pages_;
};

TEST_F(ConsoleFolder, LoadsFilesOfKnownKindsWithTheirCompressedForm) {
  write_console();
  write("notes.bak", "not for anyone");
  fs::create_symlink("/etc/hostname", pages() / "assets/host-A1.js");
  const auto files = ConsoleFiles::load(pages());
  ASSERT_FALSE(files.empty());
  EXPECT_EQ(files.page().media_type, "text/html; charset=utf-8");
  EXPECT_FALSE(files.page().hashed);
  const auto* script = files.find("assets/index-A1.js");
  ASSERT_NE(script, nullptr);
  EXPECT_EQ(script->media_type, "text/javascript; charset=utf-8");
  EXPECT_EQ(script->gzip, "packed");
  EXPECT_TRUE(script->hashed);
  for (const auto* absent :
       {"notes.bak", "assets/index-A1.js.gz", "assets/host-A1.js", "", "../index.html", "/index.html"}) {
    EXPECT_EQ(files.find(absent), nullptr) << absent;
  }
}

TEST_F(ConsoleFolder, IsEmptyWithoutAPage) {
  write("assets/index-A1.js", "export {};");
  EXPECT_TRUE(ConsoleFiles::load(pages()).empty());
  EXPECT_TRUE(ConsoleFiles::load(pages() / "nowhere").empty());
}

class ConsoleRoutes : public ConsoleFolder, protected ServiceScene {
 protected:
  net::Response ask_page(const std::string& path, const std::string& accept_encoding = "") {
    RouteTable table;
    add_console_pages(table, pages());
    Request request;
    request.head.method = "GET";
    request.head.path = path;
    request.tables = service().tables.get();
    if (!accept_encoding.empty()) request.head.headers.emplace_back("accept-encoding", accept_encoding);
    return table.back().handler(service(), request, "");
  }
  static std::string header(const net::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers) {
      if (key == name) return value;
    }
    return "";
  }
};

TEST_F(ConsoleRoutes, AnswersEveryAddressWithThePageAndFilesByTheirNames) {
  write_console();
  for (const auto* path : {"/console", "/console/", "/console/worklist", "/console/tables/bergamo/need",
                           "/console/tables/a%2Fb/c.d"}) {
    const auto answer = ask_page(path);
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_EQ(header(answer, "content-type"), "text/html; charset=utf-8") << path;
    EXPECT_EQ(header(answer, "content-security-policy"),
              "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
              "frame-ancestors 'none'");
  }
  const auto script = ask_page("/console/assets/index-A1.js");
  EXPECT_EQ(script.body, "export {};");
  EXPECT_EQ(header(script, "cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(header(script, "content-encoding"), "");
}

TEST_F(ConsoleRoutes, GivesTheCompressedFormToThoseWhoTakeIt) {
  write_console();
  for (const auto* takes : {"gzip", "gzip, deflate, br, zstd", "zstd;q=1, gzip;q=0.5"}) {
    EXPECT_EQ(ask_page("/console/assets/index-A1.js", takes).body, "packed") << takes;
  }
  for (const auto* refuses : {"zstd", "gzip;q=0", "identity"}) {
    EXPECT_EQ(ask_page("/console/assets/index-A1.js", refuses).body, "export {};") << refuses;
  }
}

TEST_F(ConsoleRoutes, LeavesItsFolderUnderNoName) {
  write_console();
  for (const auto* path : {"/console/../secret", "/console/%2e%2e/secret", "/console/..%2f..%2fsecret",
                           "/console/a/./b", "/console/assets/none.js", "/console/%zz", "/console/%00"}) {
    EXPECT_EQ(ask_page(path).status, 404) << path;
  }
}

TEST_F(ConsoleRoutes, SaysHowToBuildWhatIsNotThere) {
  const auto answer = ask_page("/console/");
  EXPECT_EQ(answer.status, 404);
  EXPECT_NE(answer.body.find("deploy/console"), std::string::npos);
  EXPECT_EQ(answer.body.find(pages().string()), std::string::npos);
}

TEST_F(ConsoleRoutes, RefusesABrowserWithAPageAndAProgramWithAProblem) {
  const auto* browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
  const auto page = ask("", "GET", "/console/", "", {{"accept", browser}});
  EXPECT_EQ(page.status, 401);
  EXPECT_EQ(header(page, "content-type"), "text/html; charset=utf-8");
  EXPECT_NE(page.body.find("<html lang=\"it\">"), std::string::npos);
  EXPECT_NE(page.body.find("R1"), std::string::npos) << "the request id";
  EXPECT_EQ(ask("stranger", "GET", "/console/me", "", {{"accept", browser}}).status, 403);
  for (const auto* accept : {"", "*/*", "application/json", "application/problem+json"}) {
    const auto answer = ask("", "GET", "/console/", "", {{"accept", accept}});
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(code(answer), "certificate-required") << accept;
  }
  const auto elsewhere = ask("", "GET", "/v1/whoami", "", {{"accept", browser}});
  EXPECT_EQ(code(elsewhere), "certificate-required");
}

}  // namespace
}  // namespace raccordo::app
