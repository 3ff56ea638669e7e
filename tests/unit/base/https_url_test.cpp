// Addresses that may be called: one spelling for each, and none that two programs could read differently.
#include "base/https_url.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace raccordo::base {
namespace {

std::string spelled(std::string_view text) {
  const auto url = read_https_url(text);
  return url ? url->text() : "refused";
}

TEST(HttpsUrl, HasOneSpelling) {
  EXPECT_EQ(spelled("HTTPS://Esiti.Comune.Example:443/a%c3%a0/b"), "https://esiti.comune.example/a%C3%A0/b");
  EXPECT_EQ(spelled("https://esiti.example"), "https://esiti.example/");
  EXPECT_EQ(spelled("https://esiti.example:8443/x/"), "https://esiti.example:8443/x/");
  EXPECT_EQ(spelled("https://192.0.2.7/"), "https://192.0.2.7/");
  EXPECT_EQ(spelled("https://[2001:DB8:0:0::1]:8443/x"), "https://[2001:db8::1]:8443/x");
  EXPECT_TRUE(read_https_url("https://[2001:db8::1]/")->is_address);
  EXPECT_EQ(read_https_url("https://[2001:db8::1]/")->host, "2001:db8::1");
}

const std::vector<std::string> kHostile = {"",
                                           "http://a.example/",
                                           "ftp://a.example/",
                                           "//a.example/",
                                           "/a",
                                           "https:/a.example/",
                                           "https:a.example",
                                           "https://",
                                           "https:///a",
                                           "https://user@a.example/",
                                           "https://user:pw@a.example/",
                                           "https://a.example@b.example/",
                                           "https://a.example\\@b.example/",
                                           "https://a.example\\b",
                                           "https://a.example:/",
                                           "https://a.example:0/",
                                           "https://a.example:0443/",
                                           "https://a.example:65536/",
                                           "https://a.example:+443/",
                                           "https://a.example:443x/",
                                           "https://a.example?x=1",
                                           "https://a.example/?x=1",
                                           "https://a.example/#x",
                                           "https://a.example#b",
                                           "https://a..example/",
                                           "https://.a.example/",
                                           "https://a.example./",
                                           "https://-a.example/",
                                           "https://a_b.example/",
                                           "https://a%2eexample/",
                                           "https://\xC3\xA0.example/",
                                           "https://a.example/\xC3\xA0",
                                           "https://a.example/a b",
                                           "https://a.example/a\tb",
                                           "https://a.example/a\r\nHost:b",
                                           std::string("https://a.example/\0x", 20),
                                           "https://127.1/",
                                           "https://2130706433/",
                                           "https://0x7f.0.0.1/",
                                           "https://0x7f000001/",
                                           "https://0177.0.0.1/",
                                           "https://127.0.0.1./",
                                           "https://127.0.0.256/",
                                           "https://1.2.3.4.5/",
                                           "https://a.1/",
                                           "https://[::1/",
                                           "https://[::1%25lo]/",
                                           "https://[fe80::1%lo]/",
                                           "https://[::1]x/",
                                           "https://[127.0.0.1]/",
                                           "https://::1/",
                                           "https://a.example/..",
                                           "https://a.example/a/../b",
                                           "https://a.example/./b",
                                           "https://a.example/a//b",
                                           "https://a.example//",
                                           "https://a.example/%2e%2e/b",
                                           "https://a.example/.%2E/b",
                                           "https://a.example/a%2fb",
                                           "https://a.example/a%5Cb",
                                           "https://a.example/a%252fb",
                                           "https://a.example/%00",
                                           "https://a.example/%0d%0a",
                                           "https://a.example/%7f",
                                           "https://a.example/%41",
                                           "https://a.example/%4",
                                           "https://a.example/%zz",
                                           "https://a.example/a;/../b",
                                           "https://a.example/..;/b",
                                           "https://a.example/a%3bb",
                                           "https://a.example/{x}",
                                           "https://a.example/a|b",
                                           "https://a.example/\"",
                                           "https://a.example/<x>",
                                           "https://" + std::string(64, 'a') + "/",
                                           "https://a.example/" + std::string(2000, 'a')};

TEST(HttpsUrl, RefusesWhatCouldBeReadInTwoWays) {
  for (const auto& text : kHostile) EXPECT_EQ(spelled(text), "refused") << text;
}

TEST(HttpsUrl, LiesBelowByWholeSegments) {
  const auto below = [](std::string_view url, std::string_view root) {
    return lies_below(*read_https_url(url), *read_https_url(root));
  };
  EXPECT_TRUE(below("https://a.example/calls", "https://a.example/calls"));
  EXPECT_TRUE(below("https://a.example/calls/", "https://a.example/calls"));
  EXPECT_TRUE(below("https://a.example/calls", "https://a.example/calls/"));
  EXPECT_TRUE(below("https://A.example:443/calls/x/y", "https://a.example/calls"));
  EXPECT_TRUE(below("https://a.example/anything", "https://a.example"));
  EXPECT_FALSE(below("https://a.example/callsx", "https://a.example/calls"));
  EXPECT_FALSE(below("https://a.example/Calls/x", "https://a.example/calls"));
  EXPECT_FALSE(below("https://a.example/", "https://a.example/calls"));
  EXPECT_FALSE(below("https://a.example:8443/calls/x", "https://a.example/calls"));
  EXPECT_FALSE(below("https://b.example/calls/x", "https://a.example/calls"));
  EXPECT_FALSE(below("https://a.example.b.example/calls/x", "https://a.example/calls"));
}

}  // namespace
}  // namespace raccordo::base
