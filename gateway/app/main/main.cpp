#include "app/cli/cli.hpp"
#include "app/main/verb_serve.hpp"

int main(int argc, char** argv) {
  return raccordo::app::run_command_line(argc, argv, raccordo::app::run_serve);
}
