#include "searcher/commands/commands.h"

int main(int count, char** arguments) {
  return broadtape::run_tape_search(std::vector<std::string>(arguments + (count > 0 ? 1 : 0), arguments + count));
}
