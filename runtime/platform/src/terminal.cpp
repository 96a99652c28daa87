#include "lunokhod/platform/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace lunokhod::terminal {

bool is_terminal(int descriptor) {
  return isatty(descriptor) == 1;
}

bool wants_color(int descriptor) {
  const char* no_color = std::getenv("NO_COLOR");
  const char* kind = std::getenv("TERM");
  return is_terminal(descriptor) && !(no_color && *no_color) && kind && std::string_view(kind) != "dumb";
}

int width(int descriptor) {
  winsize size{};
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 100;
}

}  // namespace lunokhod::terminal
