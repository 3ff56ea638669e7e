// ParsedVerbs: a command line of one group of verbs that is parsed and does nothing: the action that it chose
// is kept.
#pragma once

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "app/cli/cli_tables.hpp"
#include "app/cli/usage_fault.hpp"

namespace raccordo::app {

struct ParsedVerbs {
  using Action = std::function<int(const Config&, Output)>;

  explicit ParsedVerbs(const std::string& group)
      : maker{[](CLI::App& parent, const std::string& name, const std::string& help) {
                return parent.add_subcommand(name, help);
              },
              [this](CLI::App* verb, Action action) {
                verb->callback([this, action = std::move(action)] { chosen = action; });
              }},
        verbs(*app.add_subcommand(group, "A group")) {
    app.require_subcommand(1);
    verbs.require_subcommand(1);
  }
  ParsedVerbs(const ParsedVerbs&) = delete;
  ParsedVerbs& operator=(const ParsedVerbs&) = delete;

  /// The first line of the usage fault; "" if the words are right.
  std::string parse(std::vector<std::string> words) {
    chosen = nullptr;
    std::reverse(words.begin(), words.end());
    try {
      app.parse(std::move(words));
    } catch (const CLI::ParseError& error) {
      const auto fault = usage_fault(app, error);
      return fault.substr(0, fault.find('\n'));
    }
    EXPECT_TRUE(chosen) << "no action";
    return "";
  }
  /// Runs what was chosen on a configuration of nothing: it fails, but has been chosen.
  void run_in_vain() const {
    Config nothing;
    nothing.mappings = "/nonexistent/mappings";
    nothing.sqlite = "/nonexistent/raccordo.db";
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    try {
      EXPECT_NE(chosen(nothing, Output::text), 0);
    } catch (const std::exception&) {  // the command line prints it and returns 1
    }
    testing::internal::GetCapturedStdout();
    testing::internal::GetCapturedStderr();
  }

  CLI::App app{"A program", "raccordo"};
  VerbMaker maker;
  CLI::App& verbs;
  Action chosen;
};

}  // namespace raccordo::app
