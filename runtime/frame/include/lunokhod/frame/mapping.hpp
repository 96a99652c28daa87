// A template says which columns a report has; a mapping says from which source columns each is made.
// map() never fails on a cell: what does not fit becomes null and a problem. It fails on names: a required source
// column that is missing, or two that fit (ambiguous), with the candidates in the error.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "lunokhod/frame/frame.hpp"

namespace lunokhod {

// A target column of the template.
struct TemplateColumn {
  std::string name;
  std::optional<Dtype> dtype;        // none: text
  int scale = -1;                    // decimals: digits kept after the point; -1: as found, at most 6
  std::string format;                // dates in text columns: "dd.mm.yyyy"
  std::vector<std::string> aliases;  // source names tried when the mapping names none
  bool required = false;             // a null in it is a problem
};

struct Template {
  std::string path;  // where it was read from, for messages
  std::vector<TemplateColumn> columns;
};

// How one target column gets its values. Exactly one of: sources, value, expression, function.
struct ColumnRule {
  std::string target;
  std::vector<std::string> sources;  // first-of-several, per row: the first that is not null
  bool optional = false;             // a source column that is not there: nulls instead of an error
  std::optional<std::string> value;  // a constant for every row
  std::string expression;            // over source columns: "[номер] + \" от \" + [дата]"
  // The slow path, once per row: text of the sources in order (nullopt: null) → text or null.
  std::function<Result<std::optional<std::string>>(const std::vector<std::optional<std::string>>&)> function;
  std::optional<Dtype> dtype;  // overrides the template's
  int scale = -1;
  std::string format;
  // Values replaced after folding: {"да" → "Аптека.ру"}; `otherwise` for what is not listed ("" and null are looked up
  // as "").
  std::vector<std::pair<std::string, std::string>> replace;
  std::optional<std::string> otherwise;
};

struct Mapping {
  std::vector<ColumnRule> rules;  // targets without a rule: their aliases, their own name, else all null
  std::vector<std::string> source_names() const;  // every name the rules mention: for finding the header row
};

Result<Frame> map(const Frame& source, const Template& target, const Mapping& mapping);

// One column to another dtype, by the rules of docs/decisions (identifiers keep their digits, numbers as text are read
// by the Russian rules). Misfits become null and are added to `problems` with the address taken from `frame`.
Column coerce(const Frame& frame, std::size_t column, Dtype dtype, int scale, std::string_view format,
              Problems& problems);

}  // namespace lunokhod
