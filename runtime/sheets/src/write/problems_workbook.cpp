#include "lunokhod/sheets/problems_workbook.hpp"

#include <fmt/format.h>

#include <memory>

#include "lunokhod/sheets/write_xlsx.hpp"

namespace lunokhod::sheets {
namespace {

Column text_column(const char* name, const std::shared_ptr<TextPool>& pool) {
  Column column;
  column.name = name;
  column.pool = pool;
  return column;
}

void push(Column& column, const std::string& text) {
  text.empty() ? column.push_null() : column.push_text(text);
}

}  // namespace

Frame problems_frame(const Problems& problems) {
  const auto pool = std::make_shared<TextPool>();
  Column file = text_column("file", pool), sheet = text_column("sheet", pool), cell = text_column("cell", pool);
  Column name = text_column("column", pool), value = text_column("value", pool), wanted = text_column("wanted", pool);
  Column row;
  row.name = "row";
  row.dtype = Dtype::integer;
  const auto add = [&](const Problem& problem) {
    push(file, problem.file);
    push(sheet, problem.sheet);
    push(cell, problem.cell);
    problem.row ? row.push_integer(problem.row) : row.push_null();
    push(name, problem.column);
    push(value, problem.value);
    push(wanted, problem.wanted);
  };
  for (const Problem& problem : problems.list()) add(problem);
  if (problems.count() > problems.list().size()) {
    Problem rest;
    rest.wanted = fmt::format("and {} more problems, not listed", problems.count() - problems.list().size());
    add(rest);
  }
  Frame frame;
  for (Column* column : {&file, &sheet, &cell, &row, &name, &value, &wanted}) frame.put(std::move(*column));
  return frame;
}

Result<void> write_problems(const std::string& path, const Problems& problems) {
  SheetToWrite sheet;
  sheet.name = "Problems";
  sheet.frame = problems_frame(problems);
  return write_xlsx(path, {sheet});
}

}  // namespace lunokhod::sheets
