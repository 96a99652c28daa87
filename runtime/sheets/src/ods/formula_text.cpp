#include "ods/formula_text.hpp"

namespace lunokhod::sheets::ods {
namespace {

// "[$Plan.C3:.D4]" without its brackets.
void append_reference(std::string& out, std::string_view inside) {
  bool quoted = false;
  std::size_t start = out.size();
  for (std::size_t at = 0; at < inside.size(); ++at) {
    const char c = inside[at];
    if (c == '\'') quoted = !quoted;
    if (!quoted && c == ':') {
      out += c;
      start = out.size();
    } else if (!quoted && c == '.') {
      if (out.size() > start && out[start] == '$') out.erase(start, 1);  // an absolute sheet is just a sheet
      if (out.size() > start) out += '!';
    } else {
      out += c;
    }
  }
}

}  // namespace

std::string formula_text(std::string_view stored) {
  const auto equals = stored.find('=');
  if (equals != stored.npos && equals <= 6) stored.remove_prefix(equals + 1);  // "of:=", "oooc:=", "="
  std::string out = "=";
  bool quoted = false;
  for (std::size_t at = 0; at < stored.size(); ++at) {
    const char c = stored[at];
    if (c == '"') quoted = !quoted;
    const auto close = !quoted && c == '[' ? stored.find(']', at) : stored.npos;
    if (close != stored.npos) {
      append_reference(out, stored.substr(at + 1, close - at - 1));
      at = close;
    } else {
      out += !quoted && c == ';' ? ',' : c;
    }
  }
  return out;
}

}  // namespace lunokhod::sheets::ods
