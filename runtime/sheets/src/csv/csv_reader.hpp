// A csv as a workbook of one nameless sheet whose every cell is text. The encoding and the separator are found (and
// told in warnings()). Two ways out of it: cells, like every reader, and whole records for those who make columns at
// once (100 million cells need not pass through 16-byte records). Texts are views into the reader's pool, a copy of the
// file's text.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "csv/dialect.hpp"
#include "csv/input.hpp"
#include "csv/scan.hpp"
#include "lunokhod/sheets/workbook.hpp"

namespace lunokhod::sheets {

class CsvReader final : public Reader {
 public:
  static Result<std::unique_ptr<CsvReader>> open(csv::Input input, const OpenOptions& options);

  Format format() const override { return Format::csv; }
  const std::vector<SheetInfo>& sheets() const override { return sheets_; }
  Result<SheetDetails> read(std::size_t sheet, const ReadOptions& options, CellSink& sink) override;

  // Records in the order of the file; `row` is the 0-based number of the first of them. False stops.
  using Visitor = std::function<Result<bool>(const csv::Records& records, std::uint32_t row)>;
  // `transient`: the pool is a new one for each stretch of records, so memory does not grow with the file.
  Result<void> walk(bool transient, const Visitor& visit);

  std::uint64_t bytes() const { return input_.size(); }

 private:
  explicit CsvReader(csv::Input input) : input_(std::move(input)) {}
  Error unclosed_quote(std::uint64_t line) const;
  Result<void> check_width(const csv::Records& records, std::uint64_t first_line) const;
  void warn_once(std::string warning);

  csv::Input input_;
  csv::Dialect dialect_;
  std::vector<SheetInfo> sheets_{1};
};

}  // namespace lunokhod::sheets
