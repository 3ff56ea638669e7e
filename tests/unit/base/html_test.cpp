#include "base/html.hpp"

#include <gtest/gtest.h>

namespace raccordo::base {
namespace {

TEST(EscapeHtml, LeavesNothingThatABrowserReadsAsMarkup) {
  EXPECT_EQ(escape_html("<b a=\"x\">&</b>"), "&lt;b a=&quot;x&quot;&gt;&amp;&lt;/b&gt;");
  EXPECT_EQ(escape_html("a<b>&\"'à"), "a&lt;b&gt;&amp;&quot;&#39;à");
  EXPECT_EQ(escape_html("età"), "età");
}

}  // namespace
}  // namespace raccordo::base
