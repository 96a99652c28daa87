#include "lunokhod/engine/outcome.hpp"

#include "lunokhod/base/json.hpp"
#include "lunokhod/base/json_read.hpp"

namespace lunokhod::engine {
namespace {

constexpr std::size_t longest_text = 16'384;

std::string text_of(const Value& value) {
  const std::string* text = value.as_text();
  if (!text) return {};
  if (text->size() <= longest_text) return *text;
  std::size_t end = longest_text;
  while (end > 0 && (static_cast<unsigned char>((*text)[end]) & 0xC0) == 0x80) --end;
  return text->substr(0, end) + "…";
}

std::int64_t count_of(const Value& value) {
  const std::int64_t* count = value.as_integer();
  return count && *count > 0 ? *count : 0;
}

}  // namespace

std::string Outcome::sentence() const {
  std::string text = where.empty() ? message : where + ": " + message;
  if (!hint.empty()) text += " (" + hint + ")";
  return text;
}

std::optional<Outcome> parse_outcome(std::string_view json) {
  const auto value = parse_json(json);
  if (!value.ok() || !value->as_map()) return std::nullopt;
  Outcome outcome;
  const bool* ok = (*value)["ok"].as_boolean();
  outcome.ok = ok && *ok;
  outcome.rows = count_of((*value)["rows"]);
  outcome.problems = count_of((*value)["problems"]);
  const Value& error = (*value)["error"];
  outcome.code = text_of(error["code"]);
  outcome.message = text_of(error["message"]);
  outcome.hint = text_of(error["hint"]);
  outcome.where = text_of(error["where"]);
  outcome.traceback = text_of(error["traceback"]);
  return outcome;
}

std::string outcome_json(const Outcome& outcome) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("ok", outcome.ok).field("rows", outcome.rows).field("problems", outcome.problems);
  if (outcome.has_error()) {
    json.key("error").begin_object().field("code", outcome.code).field("message", outcome.message);
    json.field("hint", outcome.hint).field("where", outcome.where).field("traceback", outcome.traceback).end_object();
  }
  json.end_object();
  return out;
}

}  // namespace lunokhod::engine
