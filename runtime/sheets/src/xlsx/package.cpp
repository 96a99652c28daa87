#include "xlsx/package.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "lunokhod/sheets/limits.hpp"

namespace lunokhod::sheets::xlsx {

namespace {

std::string_view folder_of(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : part.substr(0, slash + 1);
}

std::string_view last_word(std::string_view address) {
  const std::size_t slash = address.rfind('/');
  return slash == std::string_view::npos ? address : address.substr(slash + 1);
}

// "xl/worksheets/../styles.xml" → "xl/styles.xml"
std::string without_dots(std::string_view path) {
  std::vector<std::string_view> kept;
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view step = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    if (step == ".." && !kept.empty()) {
      kept.pop_back();
    } else if (!step.empty() && step != "." && step != "..") {
      kept.push_back(step);
    }
  }
  std::string joined;
  for (const std::string_view step : kept) {
    if (!joined.empty()) joined += '/';
    joined += step;
  }
  return joined;
}

bool names_workbook(std::string_view part) {
  std::string name(last_word(part));
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return name == "workbook.xml" || name == "workbook.bin";
}

}  // namespace

Result<Package> Package::open(const Content& content) {
  zip::Archive archive = TRY(zip::Archive::open(content.bytes, content.mapped));
  return Package(content, std::move(archive));
}

std::string Package::resolve(std::string_view base, std::string_view target) const {
  std::string path(target);
  std::replace(path.begin(), path.end(), '\\', '/');
  const bool absolute = !path.empty() && path[0] == '/';
  const std::string relative = without_dots(std::string(folder_of(base)) + path);
  const std::string rooted = without_dots(path);
  if (absolute) return has(rooted) || !has(relative) ? rooted : relative;
  return has(relative) || !has(rooted) ? relative : rooted;
}

std::vector<Relationship> Package::relationships(std::string_view part) const {
  std::vector<Relationship> found;
  const std::string name = fmt::format("{}_rels/{}.rels", folder_of(part), last_word(part));
  auto opened = window(name);
  if (!opened) return found;
  xml::Tokenizer tokens(*opened);
  for (xml::Token token = tokens.next(); token != xml::Token::finished; token = tokens.next()) {
    if (token != xml::Token::start || !tokens.is("Relationship")) continue;
    if (tokens.attribute("TargetMode") == "External") continue;
    Relationship relationship;
    relationship.id = tokens.attribute("Id");
    relationship.type = last_word(tokens.attribute("Type"));
    relationship.target = resolve(part, tokens.attribute("Target"));
    found.push_back(std::move(relationship));
    if (found.size() == limits::relationships) break;
  }
  return found;
}

std::string Package::external_file(std::string_view part) const {
  auto opened = window(fmt::format("{}_rels/{}.rels", folder_of(part), last_word(part)));
  if (!opened) return "";
  xml::Tokenizer tokens(*opened);
  for (xml::Token token = tokens.next(); token != xml::Token::finished; token = tokens.next()) {
    if (token != xml::Token::start || !tokens.is("Relationship") || tokens.attribute("TargetMode") != "External")
      continue;
    const std::string target(tokens.attribute("Target"));
    return target.substr(target.find_last_of("/\\") + 1);
  }
  return "";
}

std::string Package::main_part_by_content_type() const {
  auto opened = window("[Content_Types].xml");
  if (!opened) return "";
  xml::Tokenizer tokens(*opened);
  for (xml::Token token = tokens.next(); token != xml::Token::finished; token = tokens.next()) {
    if (token != xml::Token::start || !tokens.is("Override")) continue;
    const std::string_view type = tokens.attribute("ContentType");
    const bool sheet =
        type.find("spreadsheetml") != std::string_view::npos || type.find("ms-excel") != std::string_view::npos;
    if (!sheet || type.find(".main") == std::string_view::npos) continue;
    std::string part = zip::clean_name(tokens.attribute("PartName"));
    if (has(part)) return part;
  }
  return "";
}

std::string Package::workbook_part() const {
  for (const Relationship& relationship : relationships("")) {
    if (relationship.type == "officeDocument" && has(relationship.target)) return relationship.target;
  }
  if (std::string part = main_part_by_content_type(); !part.empty()) return part;
  for (const zip::Entry& entry : archive_.entries()) {
    if (names_workbook(entry.name)) return entry.name;
  }
  return "";
}

Result<xml::Window> Package::window(std::string_view part) const {
  const zip::Entry* entry = archive_.find(part);
  if (!entry) {
    return Error{Code::data_rejected, fmt::format("the workbook has no part {}", part),
                 "open and save the file in Excel"};
  }
  return xml::Window::open(TRY(zip::open_source(archive_, *entry)));
}

Result<std::string> Package::read(std::string_view part, std::vector<std::string>* warnings) const {
  const zip::Entry* entry = archive_.find(part);
  if (!entry) {
    return Error{Code::data_rejected, fmt::format("the workbook has no part {}", part),
                 "open and save the file in Excel"};
  }
  return archive_.read(*entry, limits::inflated_small_part, warnings);
}

}  // namespace lunokhod::sheets::xlsx
