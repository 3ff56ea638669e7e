# The files that `cmake --install build/release` installs; docs/guide-administration.en.md lists them. Completions and manual pages
# are written by the installed program itself. DESTDIR and --prefix are honoured.
include(GNUInstallDirs)

install(TARGETS raccordo RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

install(DIRECTORY mappings DESTINATION ${CMAKE_INSTALL_DATADIR}/raccordo)
# The web console, if deploy/console has built it.
install(DIRECTORY build/console DESTINATION ${CMAKE_INSTALL_DATADIR}/raccordo OPTIONAL)
install(DIRECTORY schemas DESTINATION ${CMAKE_INSTALL_DATADIR}/raccordo
  PATTERN sqlite EXCLUDE)  # the migrations are part of the program; an administrator may apply those of PostgreSQL by hand

# Makes the certificates of a trial (raccordo init).
install(PROGRAMS certs/make-dev-ca certs/issue DESTINATION ${CMAKE_INSTALL_DATADIR}/raccordo/certs)
install(DIRECTORY deploy/monitoring DESTINATION ${CMAKE_INSTALL_DATADIR}/raccordo)

install(FILES README.md CHANGELOG.md SECURITY.md CONTRIBUTING.md LICENSE publiccode.yml
  DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES deploy/example/raccordo.yaml deploy/example/clients.yaml deploy/systemd/raccordo.sudoers
  DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)

# The unit names the program by its path, which depends on `cmake --install --prefix`.
install(CODE "set(program_folder \"${CMAKE_INSTALL_BINDIR}\")
set(manual_folder \"${CMAKE_INSTALL_MANDIR}/man1\")
set(completion_folder \"${CMAKE_INSTALL_DATADIR}\")
set(document_folder \"${CMAKE_INSTALL_DOCDIR}\")
set(unit_template \"${CMAKE_SOURCE_DIR}/deploy/systemd/raccordo.service\")")
install(SCRIPT ${CMAKE_CURRENT_LIST_DIR}/install_generated.cmake)
