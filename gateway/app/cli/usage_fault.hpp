// The message for a wrong command line: the unknown word, a near one, and the help to read. Called by cli.cpp
// after parsing failed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace CLI {
class App;
class ParseError;
class Validator;
}  // namespace CLI

namespace raccordo::app {

/// One or two lines without a line break at the end. `app` is the program in its state after parsing.
std::string usage_fault(const CLI::App& app, const CLI::ParseError& error);

/// An option that accepts one of these words; the message names a near one.
CLI::Validator one_of(const std::vector<std::string>& words);

/// An option that accepts a whole number of this range.
CLI::Validator whole_number(std::int64_t least, std::int64_t most);

}  // namespace raccordo::app
