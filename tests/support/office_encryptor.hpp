// Encrypts as Excel does, so that tests need no secret files: ECMA-376 standard and agile, and the RC4 and XOR of xls.
#pragma once

#include <string>

namespace lunokhod::testing {

// OLE containers with EncryptionInfo and EncryptedPackage.
std::string encrypt_standard(const std::string& package, const std::string& password);
std::string encrypt_agile(const std::string& package, const std::string& password, unsigned spins = 1000);

// An ods whose content.xml is encrypted as OpenDocument 1.2 has it.
std::string encrypt_ods(const std::string& content, const std::string& password, unsigned iterations = 1000);

// A BIFF8 stream whose globals hold a FILEPASS record made by one of these, encrypted record by record.
std::string rc4_file_pass(const std::string& password);
std::string rc4_encrypt(const std::string& stream, const std::string& password);

}  // namespace lunokhod::testing
