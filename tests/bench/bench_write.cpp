// Writing the sample's rows as xlsx and csv, against the physical floor (deflating the same XML, copying the same
// bytes) and against libxlsxwriter. Every figure is the median of several runs of one process; memory is the growth of
// its peak.
//   bench_write FOLDER_WITH_sample.tsv [RUNS]
#include <fmt/format.h>
#include <isa-l/igzip_lib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "lunokhod/base/calendar.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/platform/files.hpp"
#include "lunokhod/sheets/write_csv.hpp"
#include "lunokhod/sheets/write_xlsx.hpp"
#ifdef HAVE_XLSXWRITER
#include <xlsxwriter.h>
#endif

using namespace lunokhod;

namespace {

double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median_of(int runs, const std::function<void()>& work) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) times.push_back(seconds_of(work));
  std::nth_element(times.begin(), times.begin() + runs / 2, times.end());
  return times[runs / 2];
}

template <class T>
T must(Result<T> result) {
  if (result) return std::move(result).value();
  fmt::print(stderr, "{}\n", result.error().text());
  std::exit(1);
}
void must(Result<void> result) {
  if (result) return;
  fmt::print(stderr, "{}\n", result.error().text());
  std::exit(1);
}

double megabytes(const std::string& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 ? static_cast<double>(found.st_size) / 1e6 : 0;
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

using Rows = std::vector<std::vector<std::string_view>>;

Rows rows_of(std::string_view tsv) {
  Rows rows;
  for (const std::string_view line : text::split(tsv, '\n')) {
    if (!line.empty()) rows.push_back(text::split(line, '\t'));
  }
  return rows;
}

void push(Column& column, std::string_view cell) {
  if (cell.empty()) return column.push_null();
  const std::string value(cell.substr(1));
  switch (column.dtype) {
    case Dtype::text:
      return column.push_text(value);
    case Dtype::integer:
      return column.push_integer(std::atoll(value.c_str()));
    case Dtype::date:
      return column.push_integer(std::atoll(value.c_str()) - 25569);
    case Dtype::datetime:
      return column.push_integer(*calendar::microseconds_from_serial(std::atof(value.c_str()), false));
    default:
      return column.push_float(std::atof(value.c_str()));
  }
}

Column column_of(const Rows& rows, std::size_t index) {
  Column column;
  column.name = rows[0][index].substr(1);
  column.dtype = Dtype::integer;
  for (std::size_t row = 1; row < rows.size(); ++row) {
    const std::string_view cell = rows[row][index];
    if (cell.empty()) continue;
    if (cell[0] == 's') column.dtype = Dtype::text;
    if (cell[0] == 'd') column.dtype = Dtype::date;
    if (cell[0] == 't') column.dtype = Dtype::datetime;
    if (cell[0] == 'n' && cell.find_first_of(".e") != std::string_view::npos) column.dtype = Dtype::float_;
    if (column.dtype != Dtype::integer) break;
  }
  if (column.dtype == Dtype::text) column.pool = std::make_shared<TextPool>();
  for (std::size_t row = 1; row < rows.size(); ++row) push(column, rows[row][index]);
  return column;
}

// The XML of the two large parts, got back from the written file by unzip.
std::string part(const std::string& path, const char* name) {
  std::string out;
  FILE* pipe = popen(("unzip -p '" + path + "' " + name).c_str(), "r");
  if (!pipe) return out;
  std::vector<char> buffer(1 << 20);
  while (const std::size_t got = fread(buffer.data(), 1, buffer.size(), pipe)) out.append(buffer.data(), got);
  pclose(pipe);
  return out;
}

std::size_t deflate_bare(std::string_view bytes, std::vector<std::uint8_t>& work, std::vector<std::uint8_t>& out) {
  isal_zstream stream;
  isal_deflate_init(&stream);
  stream.level = 1;
  stream.level_buf = work.data();
  stream.level_buf_size = static_cast<std::uint32_t>(work.size());
  stream.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<std::uint32_t>(bytes.size());
  stream.end_of_stream = 1;
  std::size_t made = 0;
  do {
    stream.next_out = out.data();
    stream.avail_out = static_cast<std::uint32_t>(out.size());
    isal_deflate(&stream);
    made += out.size() - stream.avail_out;
  } while (stream.avail_out == 0);
  return made;
}

#ifdef HAVE_XLSXWRITER
void write_with_libxlsxwriter(const std::string& path, const Frame& frame, bool constant_memory) {
  lxw_workbook_options options{};
  options.constant_memory = constant_memory;
  lxw_workbook* book = workbook_new_opt(path.c_str(), &options);
  lxw_worksheet* sheet = workbook_add_worksheet(book, "Sheet1");
  lxw_format* date = workbook_add_format(book);
  format_set_num_format(date, "dd.mm.yyyy");
  lxw_format* stamp = workbook_add_format(book);
  format_set_num_format(stamp, "dd.mm.yyyy hh:mm:ss");
  std::string text;
  for (std::size_t i = 0; i < frame.width(); ++i)
    worksheet_write_string(sheet, 0, i, frame.column(i).name.c_str(), nullptr);
  for (std::size_t row = 0; row < frame.height(); ++row) {
    for (std::size_t i = 0; i < frame.width(); ++i) {
      const Column& column = frame.column(i);
      const auto at = static_cast<lxw_row_t>(row + 1);
      const auto to = static_cast<lxw_col_t>(i);
      if (column.is_null(row)) continue;
      if (column.dtype == Dtype::text) {
        text = column.as_text(row);
        worksheet_write_string(sheet, at, to, text.c_str(), nullptr);
      } else if (column.dtype == Dtype::float_) {
        worksheet_write_number(sheet, at, to, column.as_float(row), nullptr);
      } else if (column.dtype == Dtype::integer) {
        worksheet_write_number(sheet, at, to, static_cast<double>(column.as_integer(row)), nullptr);
      } else if (column.dtype == Dtype::date) {
        worksheet_write_number(sheet, at, to, static_cast<double>(column.as_integer(row) + 25569), date);
      } else {
        worksheet_write_number(sheet, at, to, calendar::serial_from_microseconds(column.as_integer(row)), stamp);
      }
    }
  }
  workbook_close(book);
}
#endif

}  // namespace

int main(int count, char** words) {
  if (count < 2) {
    fmt::print(stderr, "bench_write FOLDER_WITH_sample.tsv [RUNS]\n");
    return 2;
  }
  const int runs = count > 2 ? std::max(1, std::atoi(words[2])) : 5;
  sheets::SheetToWrite sheet;
  {
    const MappedFile file = must(MappedFile::open(std::string(words[1]) + "/sample.tsv"));
    const Rows rows = rows_of(file.bytes());
    for (std::size_t i = 0; i < rows[0].size(); ++i) sheet.frame.put(column_of(rows, i));
  }
  const std::string ours = std::string(words[1]) + "/written.xlsx", theirs = std::string(words[1]) + "/peer.xlsx";
  const std::string csv = std::string(words[1]) + "/written.csv";
  fmt::print("{} rows, {} columns; medians of {}\n", sheet.frame.height(), sheet.frame.width(), runs);

  const double before = peak_megabytes();
  const double written = median_of(runs, [&] { must(sheets::write_xlsx(ours, {sheet})); });
  const double grown = peak_megabytes() - before;
  const double csv_written = median_of(runs, [&] { must(sheets::write_csv(csv, sheet.frame)); });

  const std::string xml = part(ours, "xl/worksheets/sheet1.xml") + part(ours, "xl/sharedStrings.xml");
  std::vector<std::uint8_t> work(ISAL_DEF_LVL1_LARGE), out(1 << 20);
  std::size_t packed = 0;
  const double floor = median_of(runs, [&] { packed = deflate_bare(xml, work, out); });
  fmt::print("bare ISA-L level 1     {:7.3f} s            {:6.1f} MB → {:.1f} MB\n", floor,
             static_cast<double>(xml.size()) / 1e6, static_cast<double>(packed) / 1e6);
  fmt::print(
      "write_xlsx             {:7.3f} s  {:5.2f} × floor, floor + {:.3f} s  file {:.1f} MB, peak memory + {:.1f} MB\n",
      written, written / floor, written - floor, megabytes(ours), grown);
  for (const int level : {0, 3, 6}) {
    const double other = median_of(1, [&] { must(sheets::write_xlsx(ours, {sheet}, {level})); });
    fmt::print("write_xlsx level {}     {:7.3f} s  file {:.1f} MB\n", level, other, megabytes(ours));
  }
#ifdef HAVE_XLSXWRITER
  for (const bool constant : {true, false}) {
    const double peer = median_of(1, [&] { write_with_libxlsxwriter(theirs, sheet.frame, constant); });
    fmt::print("libxlsxwriter {} {:7.3f} s  {:5.1f} × ours   file {:.1f} MB\n", constant ? "constant" : "default ",
               peer, peer / written, megabytes(theirs));
  }
#endif
  const double copied = median_of(runs, [&] { must(write_file_atomically(theirs, must(read_file(csv)))); });
  fmt::print("write_csv              {:7.3f} s  {:.0f} MB/s, {:.2f} × copying the file ({:.1f} MB)\n", csv_written,
             megabytes(csv) / csv_written, csv_written / copied, megabytes(csv));
  for (const std::string& path : {ours, theirs, csv}) ::unlink(path.c_str());
  return 0;
}
