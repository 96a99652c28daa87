#include "write/open_package.hpp"

#include <memory>

#include "lunokhod/platform/files.hpp"

namespace lunokhod::sheets::writing {

Result<xlsx::Package> open_package(const std::string& path) {
  auto file = std::make_shared<MappedFile>(TRY(MappedFile::open(path)));
  if (!zip::looks_like_zip(file->bytes())) {
    return Error{Code::data_rejected, "the template is no xlsx workbook", "save it as .xlsx in Excel or LibreOffice",
                 path};
  }
  Content content;
  content.path = path;
  content.bytes = file->bytes();
  content.owner = std::move(file);
  Result<xlsx::Package> package = xlsx::Package::open(content);
  if (!package && package.error().where.empty()) package.error().where = path;
  return package;
}

}  // namespace lunokhod::sheets::writing
