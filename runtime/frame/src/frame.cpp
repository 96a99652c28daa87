#include "lunokhod/frame/frame.hpp"

#include <stdexcept>

#include "lunokhod/base/text.hpp"

namespace lunokhod {

std::string column_letters(std::uint32_t index) {
  std::string letters;
  for (std::uint64_t rest = std::uint64_t{index} + 1; rest > 0; rest = (rest - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return letters;
}

std::vector<std::string> Frame::names() const {
  std::vector<std::string> out;
  for (const auto& column : columns_) out.push_back(column->name);
  return out;
}

namespace {

std::string described(const Column& column) {
  std::string out = "\"" + column.name + "\"";
  if (column.source_column >= 0)
    out += " (column " + column_letters(static_cast<std::uint32_t>(column.source_column)) + ")";
  return out;
}

}  // namespace

std::vector<std::size_t> Frame::matching(std::string_view name) const {
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (columns_[i]->name == name) return {i};
  const std::string folded = text::fold(name);
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (text::fold(columns_[i]->name) == folded) found.push_back(i);
  return found;
}

Result<std::size_t> Frame::find(std::string_view name) const {
  const std::vector<std::size_t> found = matching(name);
  if (found.size() == 1) return found[0];
  if (found.size() > 1) {
    std::vector<std::string> candidates;
    for (std::size_t i : found) candidates.push_back(described(*columns_[i]));
    return Error{Code::ambiguous, "\"" + std::string(name) + "\" fits several columns: " + text::join(candidates, ", "),
                 "write the name exactly as it stands in the file"};
  }
  const auto near = text::nearest(name, names());
  const std::string hint = near.empty() ? "columns here: " + text::cut(text::join(names(), ", "), 400)
                                        : "did you mean: " + text::join(near, ", ");
  return Error{Code::not_found, "no column \"" + std::string(name) + "\"", hint};
}

void Frame::put(std::shared_ptr<const Column> column) {
  if (!columns_.empty() && column->size() != height_)
    throw std::logic_error("Frame::put: column '" + column->name + "' has another length");
  height_ = column->size();
  for (auto& present : columns_) {
    if (present->name != column->name) continue;
    present = std::move(column);
    return;
  }
  columns_.push_back(std::move(column));
}

Problems& Frame::add_problems() {
  auto copy = std::make_shared<Problems>(*problems_);
  problems_ = copy;
  return *copy;
}

namespace {

const Source* source_of(const Origin& origin, std::size_t row) {
  const std::size_t index = row < origin.source_index.size() ? origin.source_index[row] : 0;
  return index < origin.sources.size() ? origin.sources[index].get() : nullptr;
}

}  // namespace

Problem Frame::problem_at(std::size_t row, std::size_t column, std::string value, std::string wanted) const {
  Problem problem;
  if (const Source* source = source_of(*origin_, row)) {
    problem.file = source->file;
    problem.sheet = source->sheet;
  }
  if (row < origin_->rows.size()) problem.row = origin_->rows[row];
  if (column < columns_.size()) {
    problem.column = columns_[column]->name;
    const std::int32_t letter = columns_[column]->source_column;
    if (letter >= 0 && problem.row > 0)
      problem.cell = column_letters(static_cast<std::uint32_t>(letter)) + std::to_string(problem.row);
  }
  problem.value = text::cut(value, 200);
  problem.wanted = std::move(wanted);
  return problem;
}

std::string Frame::address(std::size_t row, std::size_t column) const {
  const Problem problem = problem_at(row, column, "", "");
  std::string out = problem.file;
  const auto add = [&out](const std::string& part) { out += (out.empty() ? "" : ", ") + part; };
  if (!problem.sheet.empty()) add("sheet " + problem.sheet);
  if (!problem.cell.empty())
    add("cell " + problem.cell);
  else if (problem.row > 0)
    add("row " + std::to_string(problem.row));
  return out;
}

}  // namespace lunokhod
