#include "lunokhod/sheets/fill_template.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "lunokhod/base/text.hpp"
#include "lunokhod/sheets/limits.hpp"
#include "write/fill/data_rows.hpp"
#include "write/fill/fill_styles.hpp"
#include "write/fill/other_parts.hpp"
#include "write/fill/parts.hpp"
#include "write/open_package.hpp"
#include "write/package_parts.hpp"
#include "write/zip_writer.hpp"
#include "xlsx/workbook_part.hpp"

namespace lunokhod::sheets {

using namespace writing;

struct FilledTemplate::State {
  std::string path;
  Parts parts;
  xlsx::WorkbookPart book;
  std::vector<SheetName> sheets;
  std::vector<DataRows> filled;
};

namespace {

struct Target {
  std::size_t sheet = 0;
  CellReference cell;
};

Result<Target> parse_target(const std::vector<SheetName>& sheets, const std::string& place) {
  const std::size_t mark = place.rfind('!');
  std::string name = mark == std::string::npos ? "" : place.substr(0, mark);
  if (name.size() >= 2 && name.front() == '\'' && name.back() == '\'') {
    std::string plain;
    for (std::size_t i = 1; i + 1 < name.size(); ++i) {
      plain += name[i];
      if (name[i] == '\'' && i + 2 < name.size() && name[i + 1] == '\'') ++i;
    }
    name = plain;
  }
  const auto cell = parse_cell(std::string_view(place).substr(mark == std::string::npos ? 0 : mark + 1));
  if (!cell)
    return Error{Code::invalid_argument, fmt::format("'{}' is no place in a workbook", place), "for example Data!A5"};
  std::vector<std::string> names;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    if (sheets[i].part.empty()) continue;
    if (name.empty() || text::fold(sheets[i].name) == text::fold(name)) return Target{i, *cell};
    names.push_back(sheets[i].name);
  }
  return Error{Code::not_found, fmt::format("no sheet '{}' in the template", name),
               "sheets here: " + text::join(names, ", ")};
}

Frame names_of(const Frame& frame) {
  Frame out;
  const auto pool = std::make_shared<TextPool>();
  for (std::size_t i = 0; i < frame.width(); ++i) {
    Column column;
    column.name = std::to_string(i);
    column.pool = pool;
    column.push_text(frame.column(i).name);
    out.put(std::move(column));
  }
  return out;
}

// Formulas under the data, past the rows it may take the place of, would be lost without a word.
Result<void> check_formulas(const RewrittenSheet& sheet, const FillPlace& place, std::uint32_t free_until) {
  for (const auto& [row, model] : sheet.models) {
    if (row <= free_until) continue;
    for (const ModelCell& cell : model.cells) {
      if (cell.formula.empty() || cell.column < place.column || cell.column >= place.column + place.columns) continue;
      return Error{Code::invalid_argument,
                   fmt::format("the data would overwrite the formula in {}{}", column_letters(cell.column), row),
                   "fill with grow = true, so that rows below move down"};
    }
  }
  return {};
}

Result<void> prepare_dates(Parts& parts, const std::string& styles, DataRows& rows) {
  const std::uint32_t patterns = std::max<std::uint32_t>(rows.place, static_cast<std::uint32_t>(rows.models.size()));
  for (std::uint32_t i = 0; i < rows.frame.width(); ++i) {
    const Column& column = rows.frame.column(i);
    const bool mixed = column.dtype == Dtype::mixed &&
                       std::find(column.kinds.begin(), column.kinds.end(), CellKind::date) != column.kinds.end();
    for (const bool with_time : {false, true}) {
      if (!mixed && column.dtype != (with_time ? Dtype::datetime : Dtype::date)) continue;
      for (std::uint32_t at = 0; at < patterns; ++at) {
        const std::uint32_t style = rows.style_at(at, i);
        if (!rows.date_styles.contains({style, with_time})) {
          rows.date_styles[{style, with_time}] = TRY(date_style(parts, styles, style, with_time));
        }
      }
    }
  }
  return {};
}

Result<void> copy_entry(ZipWriter& zip, const xlsx::Package& package, const zip::Entry& entry) {
  const std::string_view packed = TRY(package.archive().packed(entry));
  if (entry.size > 0xFFFFFFFE || packed.size() > 0xFFFFFFFE)
    return Error{Code::limit, fmt::format("the part {} is over 4 GiB", entry.name)};
  return zip.copy({entry.name, entry.method, entry.crc, static_cast<std::uint32_t>(entry.size), packed});
}

Result<void> write_changed(ZipWriter& zip, const std::string& name, const std::string& xml,
                           const std::vector<DataRows>& filled) {
  CHECKED(zip.begin(name));
  PartStream stream(zip);
  std::vector<std::pair<std::size_t, const DataRows*>> marks;
  for (const DataRows& rows : filled) {
    if (const std::size_t at = xml.find(rows.mark); at != std::string::npos) marks.emplace_back(at, &rows);
  }
  std::sort(marks.begin(), marks.end());
  std::size_t at = 0;
  for (const auto& [mark, rows] : marks) {
    stream.append(std::string_view(xml).substr(at, mark - at));
    if (auto written = rows->write(stream); !written) {
      Error error = std::move(written).error();
      error.where = fmt::format("sheet {}{}{}", rows->sheet, error.where.empty() ? "" : ", ", error.where);
      return error;
    }
    at = mark + rows->mark.size();
  }
  stream.append(std::string_view(xml).substr(at));
  return stream.finish();
}

}  // namespace

FilledTemplate::FilledTemplate(std::unique_ptr<State> state) : state_(std::move(state)) {}
FilledTemplate::FilledTemplate(FilledTemplate&&) noexcept = default;
FilledTemplate& FilledTemplate::operator=(FilledTemplate&&) noexcept = default;
FilledTemplate::~FilledTemplate() = default;

Result<FilledTemplate> FilledTemplate::open(const std::string& path) {
  xlsx::Package package = TRY(open_package(path));
  std::vector<std::string> warnings;
  xlsx::WorkbookPart book = TRY(xlsx::read_workbook_part(package, warnings));
  std::vector<SheetName> sheets;
  for (std::size_t i = 0; i < book.sheets.size(); ++i) {
    sheets.push_back({book.sheets[i].name, book.sheets[i].kind == SheetKind::worksheet ? book.parts[i] : ""});
  }
  return FilledTemplate(
      std::unique_ptr<State>(new State{path, Parts(std::move(package)), std::move(book), std::move(sheets), {}}));
}

Result<void> FilledTemplate::fill(const std::string& place, const Frame& frame, const FillOptions& options) {
  const Target target = TRY(parse_target(state_->sheets, place));
  const SheetName& sheet = state_->sheets[target.sheet];
  if (frame.width() == 0) return Error{Code::invalid_argument, "a frame without columns fills nothing"};
  if (options.header) {
    CellReference below = target.cell;
    ++below.row;
    CHECKED(fill(place, names_of(frame)));
    return fill(quoted_sheet(sheet.name) + below.text(), frame, {.grow = options.grow, .rows = options.rows});
  }

  DataRows rows;
  rows.sheet = sheet.name;
  rows.frame = frame;
  rows.template_row = target.cell.row;
  rows.column = target.cell.column;
  rows.mark = fmt::format("<!--lunokhod rows {}-->", state_->filled.size());
  rows.row = target.cell.row;
  for (const DataRows& earlier : state_->filled) {
    if (earlier.sheet != sheet.name || earlier.template_row >= target.cell.row) continue;
    if (target.cell.row < earlier.template_row + earlier.place) {
      return Error{Code::invalid_argument, fmt::format("{} lies among the rows that were filled before", place)};
    }
    rows.row += static_cast<std::uint32_t>(earlier.rows() - earlier.place);
  }
  const auto height = static_cast<std::uint32_t>(frame.height());
  std::uint32_t in_template = options.rows;
  if (in_template == 0) {
    const std::uint32_t end = TRY(last_row_of_table(state_->parts, sheet, rows.row, rows.column));
    in_template = end >= rows.row ? end - rows.row + 1 : 1;
  }
  rows.pattern = in_template;
  rows.place = options.grow ? in_template : std::max({height, options.rows, 1u});
  if (std::uint64_t{rows.row} + std::max(height, rows.place) - 1 > limits::rows ||
      rows.column + frame.width() > limits::columns) {
    return Error{Code::limit,
                 fmt::format("{} rows and {} columns at {} do not fit the sheet", height, frame.width(), place)};
  }

  FillPlace where;
  where.growth = {sheet.name, rows.row, rows.row + rows.place - 1, height > rows.place ? height - rows.place : 0};
  where.column = rows.column;
  where.columns = static_cast<std::uint32_t>(frame.width());
  for (const DataRows& earlier : state_->filled) {
    if (earlier.sheet == sheet.name && earlier.row > rows.row) where.later_marks.push_back(earlier.mark);
  }
  const std::string xml = TRY(state_->parts.text(sheet.part));
  RewrittenSheet rewritten = TRY(rewrite_sheet(xml, where, rows.mark));
  if (!options.grow) CHECKED(check_formulas(rewritten, where, rows.row + in_template - 1));
  for (auto& [row, model] : rewritten.models) {
    for (ModelCell& cell : model.cells) {
      if (!cell.formula.empty()) cell.formula = grown_formula(cell.formula, sheet.name, where.growth, Extend::no);
    }
    rows.models.emplace(row - rows.row, std::move(model));
  }
  rows.column_styles = std::move(rewritten.column_styles);
  CHECKED(prepare_dates(state_->parts, state_->book.styles, rows));
  state_->parts.set(sheet.part, std::move(rewritten.xml));
  if (where.growth.added) CHECKED(grow_other_parts(state_->parts, sheet, state_->sheets, where.growth));
  CHECKED(refresh_pivots(state_->parts, sheet, where.growth));
  if (where.growth.added) {
    for (DataRows& earlier : state_->filled) earlier.grow(where.growth);
  }
  state_->filled.push_back(std::move(rows));
  return {};
}

Result<void> FilledTemplate::save(const std::string& path) const {
  Parts parts = state_->parts;
  if (!state_->filled.empty()) CHECKED(ask_for_calculation(parts));
  ZipWriter zip = TRY(ZipWriter::create(path, 1));
  for (const zip::Entry& entry : parts.package().archive().entries()) {
    if (parts.dropped(entry.name)) continue;
    const std::string* changed = parts.changed(entry.name);
    CHECKED(changed ? write_changed(zip, entry.name, *changed, state_->filled)
                    : copy_entry(zip, parts.package(), entry));
  }
  return zip.finish();
}

}  // namespace lunokhod::sheets
