# Run by `cmake --install` after the copies (RaccordoInstall.cmake): files that depend on the prefix or are written by
# the program.
set(top "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}")
set(program "${top}/${program_folder}/raccordo")

function(write_installed place text)
  message(STATUS "Installing: ${top}/${place}")
  file(WRITE "${top}/${place}" "${text}")
endfunction()

file(READ "${unit_template}" unit)
string(REPLACE "/usr/bin/raccordo" "${CMAKE_INSTALL_PREFIX}/${program_folder}/raccordo" unit "${unit}")
string(REPLACE "/usr/share/doc/raccordo" "${CMAKE_INSTALL_PREFIX}/${document_folder}" unit "${unit}")
write_installed(lib/systemd/system/raccordo.service "${unit}")

foreach(shell IN ITEMS bash zsh)
  execute_process(COMMAND "${program}" completion ${shell} OUTPUT_VARIABLE script COMMAND_ERROR_IS_FATAL ANY)
  if(shell STREQUAL bash)
    write_installed("${completion_folder}/bash-completion/completions/raccordo" "${script}")
  else()
    write_installed("${completion_folder}/zsh/site-functions/_raccordo" "${script}")
  endif()
endforeach()

message(STATUS "Installing: ${top}/${manual_folder}")
execute_process(COMMAND "${program}" manual --out "${top}/${manual_folder}" COMMAND_ERROR_IS_FATAL ANY)
