#include "base/yaml_documents.hpp"

#include <gtest/gtest.h>

namespace raccordo::base {
namespace {

TEST(SecondYamlDocument, IsFoundByItsMarker) {
  EXPECT_EQ(second_yaml_document("a: 1\n---\nb: 2\n"), 2);
  EXPECT_EQ(second_yaml_document("# note\n%YAML 1.2\n---\na: 1\n--- \nb: 2\n"), 5);
  EXPECT_EQ(second_yaml_document("a: 1\r\n---\r\n"), 2);
  EXPECT_EQ(second_yaml_document("a: 1\n...\n# end\n\nb: 2\n"), 5);
}

TEST(SecondYamlDocument, IsNotSeenInOneDocument) {
  for (const auto* one : {"", "\n\n", "a: 1", "---\na: 1\n", "# c\n\n---\na: 1\n...\n", "a: |\n  ---\n  x\n",
                          "a: ----\n----\n", "a: 1\n...\n# bye\n"}) {
    EXPECT_EQ(second_yaml_document(one), std::nullopt) << one;
  }
}

}  // namespace
}  // namespace raccordo::base
