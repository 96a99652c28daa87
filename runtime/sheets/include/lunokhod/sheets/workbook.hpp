// A spreadsheet file as its reader sees it: sheets, and a stream of cells per sheet. Content decides the format, the
// extension does not. One Workbook belongs to one run and is not shared between threads; a reader may use a second
// thread inside. Hostile files are expected: every count in a file is a hint, every allocation has a cap (limits.hpp).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lunokhod/base/error.hpp"
#include "lunokhod/frame/text_pool.hpp"
#include "lunokhod/sheets/cell.hpp"

namespace lunokhod::sheets {

enum class Format { xlsx, xls, xlsb, ods, csv, html, spreadsheetml, dbf };
std::string_view format_name(Format format);

enum class SheetKind { worksheet, chart, dialog, macro, other };
enum class Visibility { visible, hidden, very_hidden };

struct SheetInfo {
  std::string name;
  SheetKind kind = SheetKind::worksheet;
  Visibility visibility = Visibility::visible;
};

struct MergedRange {  // 0-based, inclusive
  std::uint32_t first_row, last_row;
  std::uint16_t first_column, last_column;
};

// What is known of a sheet besides its cells; complete only after the sheet was read to its end.
struct SheetDetails {
  std::vector<MergedRange> merged;
  std::vector<std::uint16_t> hidden_columns;
  std::vector<std::uint32_t> hidden_rows;
};

struct CsvOptions {
  char separator = 0;    // 0: detected
  std::string encoding;  // "": detected
};

struct OpenOptions {
  std::string password;
  CsvOptions csv;
};

struct ReadOptions {
  bool formulas = false;                       // formula cells yield their text instead of the value
  std::uint32_t first_row = 0;                 // 0-based; rows before are not delivered
  std::uint32_t row_limit = 0;                 // rows after first_row; 0: all
  const std::vector<bool>* columns = nullptr;  // wanted columns by index; absent or short: not wanted; nullptr: all
  bool transient_texts = false;  // texts of a batch need to live only until cells() returns: a reader may then reuse
                                 // their memory, or swap its pool, between batches (chunks in constant memory)
};

// One per format; implementations live in src/<format>/.
class Reader {
 public:
  virtual ~Reader() = default;
  virtual Format format() const = 0;
  virtual const std::vector<SheetInfo>& sheets() const = 0;
  virtual bool base_1904() const { return false; }
  virtual Result<SheetDetails> read(std::size_t sheet, const ReadOptions& options, CellSink& sink) = 0;
  const std::shared_ptr<TextPool>& pool() const { return pool_; }
  // Things worth a line in the log: a bad checksum, the encoding and separator found, parts missing.
  const std::vector<std::string>& warnings() const { return warnings_; }

 protected:
  std::shared_ptr<TextPool> pool_ = std::make_shared<TextPool>();
  std::vector<std::string> warnings_;
};

// The door: sniffs the content and makes the reader. Errors: not_found, io, encrypted, limit, data_rejected, each with
// the file in `where`.
Result<std::unique_ptr<Reader>> open(const std::string& path, const OpenOptions& options = {});

}  // namespace lunokhod::sheets
