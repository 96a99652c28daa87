// Workbooks behind a password as Excel 2007 and later write them (ECMA-376 "standard" and "agile"): an OLE container
// with the streams EncryptionInfo and EncryptedPackage. A workbook that is only write-protected is encrypted too, with
// a password that everybody knows; it is tried first.
#pragma once

#include <string>

#include "lunokhod/base/error.hpp"
#include "ole/compound_file.hpp"

namespace lunokhod::sheets::crypto {

// The plain package. Errors: encrypted (no password, a wrong one, or a scheme nobody uses), data_rejected.
Result<std::string> decrypt_package(const ole::CompoundFile& file, const std::string& password);

}  // namespace lunokhod::sheets::crypto
