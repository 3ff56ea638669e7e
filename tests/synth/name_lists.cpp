#include "synth/name_lists.hpp"

#include <array>

namespace raccordo::synth {
namespace {

using Names = std::string_view;

constexpr Names kFamilies[] = {
    "ROTA",       "LOCATELLI",  "RONCALLI",  "BONETTI",  "CARMINATI", "GHILARDI",  "PESENTI", "BELOTTI",
    "RAVASIO",    "FUMAGALLI",  "MAZZOLENI", "COLOMBO",  "FERRARI",   "ROSSI",     "VITALI",  "MAFFEIS",
    "GHISLANDI",  "CORTINOVIS", "MILESI",    "GRITTI",   "ZANCHI",    "BERTOLI",   "CARRARA", "SIGNORELLI",
    "TESTA",      "NORIS",      "CATTANEO",  "PEZZOTTA", "BARCELLA",  "MORETTI",   "FORESTI", "MANZONI",
    "BREMBILLA",  "ARRIGONI",   "FACCHETTI", "GAMBA",    "MAGRI",     "PREVITALI", "RINALDI", "SALVI",
    "TIRABOSCHI", "VALSECCHI",  "AGAZZI",    "BIANCHI",  "CONTI",     "D'ADDA",    "DE LUCA", "ESPOSITO",
    "FOGAROLI",   "NICOLI"};
constexpr Names kWomen[] = {"MARIA", "ANNA",    "GIULIA",   "ROSA",      "ANGELA", "GIOVANNA", "TERESA",
                            "LUCIA", "CARMELA", "CATERINA", "FRANCESCA", "SARA",   "CHIARA",   "ALICE",
                            "ELENA", "PAOLA",   "MARTA",    "SOFIA",     "LAURA",  "SILVIA",   "VALENTINA",
                            "EMMA",  "AURORA",  "GIORGIA",  "MARTINA",   "ELISA",  "IDA",      "PIERINA"};
constexpr Names kMen[] = {"GIUSEPPE", "GIOVANNI", "ANTONIO",  "MARIO",     "LUIGI",    "FRANCESCO",
                          "ANGELO",   "VINCENZO", "PIETRO",   "CARLO",     "FRANCO",   "MATTEO",
                          "LORENZO",  "ANDREA",   "LUCA",     "MARCO",     "DAVIDE",   "ALESSANDRO",
                          "SIMONE",   "PAOLO",    "LEONARDO", "TOMMASO",   "RICCARDO", "STEFANO",
                          "GABRIELE", "BATTISTA", "ERNESTO",  "GIANPIETRO"};
constexpr Names kRomanian[] = {"POPESCU", "IONESCU", "DUMITRU", "STOICA", "MATEI", "RADU"};
constexpr Names kRomanianWomen[] = {"ELENA", "IOANA", "MIHAELA", "CRISTINA"};
constexpr Names kRomanianMen[] = {"ANDREI", "ION", "MIHAI", "STEFAN"};
constexpr Names kArab[] = {"EL AMRANI", "BENALI", "HADDAD", "MANSOURI", "ZAHIRI", "BOUAZZA"};
constexpr Names kArabWomen[] = {"FATIMA", "KHADIJA", "AMINA", "SAMIRA"};
constexpr Names kArabMen[] = {"MOHAMED", "AHMED", "YOUSSEF", "HASSAN"};
constexpr Names kAlbanian[] = {"HOXHA", "SHEHU", "KRASNIQI", "GJONI", "PRIFTI"};
constexpr Names kAlbanianWomen[] = {"DRITA", "ELIRA", "MIRELA", "ANILA"};
constexpr Names kAlbanianMen[] = {"ARBEN", "AGIM", "ERION", "BESNIK"};
constexpr Names kIndian[] = {"SINGH", "KAUR", "KUMAR", "SHARMA", "RAHMAN", "HOSSAIN"};
constexpr Names kIndianWomen[] = {"MANPREET", "SUNITA", "HARPREET", "NASRIN"};
constexpr Names kIndianMen[] = {"GURPREET", "RAJ", "JASWINDER", "KAMAL"};
constexpr Names kAfrican[] = {"DIOP", "NDIAYE", "MENSAH", "OKAFOR", "TRAORE", "KONE"};
constexpr Names kAfricanWomen[] = {"AWA", "FATOU", "GRACE", "BLESSING"};
constexpr Names kAfricanMen[] = {"MAMADOU", "IBRAHIMA", "KWAME", "SAMUEL"};
constexpr Names kLatin[] = {"QUISPE", "FLORES", "VARGAS", "MENDOZA", "ROJAS", "SUAREZ"};
constexpr Names kLatinWomen[] = {"ROSARIO", "CARMEN", "LUZ", "PATRICIA"};
constexpr Names kLatinMen[] = {"JUAN", "CARLOS", "LUIS", "JORGE"};
constexpr Names kSlavic[] = {"KOVALENKO", "SHEVCHENKO", "CEBAN", "NOWAK", "PETROVIC"};
constexpr Names kSlavicWomen[] = {"OKSANA", "NATALIYA", "HALYNA", "JELENA"};
constexpr Names kSlavicMen[] = {"IVAN", "OLEH", "ZORAN", "PAVLO"};

const std::array<Origin, 20> kOrigins = {{
    {"RO", "Z129", 15.0, kRomanian, kRomanianWomen, kRomanianMen},
    {"MA", "Z330", 14.0, kArab, kArabWomen, kArabMen},
    {"AL", "Z100", 12.0, kAlbanian, kAlbanianWomen, kAlbanianMen},
    {"IN", "Z222", 9.0, kIndian, kIndianWomen, kIndianMen},
    {"SN", "Z343", 7.5, kAfrican, kAfricanWomen, kAfricanMen},
    {"BO", "Z601", 6.5, kLatin, kLatinWomen, kLatinMen},
    {"UA", "Z138", 6.0, kSlavic, kSlavicWomen, kSlavicMen},
    {"PK", "Z236", 5.0, kIndian, kIndianWomen, kIndianMen},
    {"EG", "Z336", 3.5, kArab, kArabWomen, kArabMen},
    {"BD", "Z249", 3.0, kIndian, kIndianWomen, kIndianMen},
    {"XK", "Z160", 2.5, kAlbanian, kAlbanianWomen, kAlbanianMen},
    {"EC", "Z605", 2.5, kLatin, kLatinWomen, kLatinMen},
    {"TN", "Z352", 2.0, kArab, kArabWomen, kArabMen},
    {"GH", "Z318", 2.0, kAfrican, kAfricanWomen, kAfricanMen},
    {"NG", "Z335", 2.0, kAfrican, kAfricanWomen, kAfricanMen},
    {"CI", "Z313", 2.0, kAfrican, kAfricanWomen, kAfricanMen},
    {"MD", "Z140", 1.8, kSlavic, kSlavicWomen, kSlavicMen},
    {"PE", "Z611", 1.5, kLatin, kLatinWomen, kLatinMen},
    {"BF", "Z354", 1.2, kAfrican, kAfricanWomen, kAfricanMen},
    {"PL", "Z127", 1.0, kSlavic, kSlavicWomen, kSlavicMen},
}};
constexpr Names kCities[] = {"F205", "B157", "F839", "G273", "H501", "C351", "L219", "E507", "F704", "A662"};

}  // namespace

std::span<const std::string_view> italian_families() { return kFamilies; }
std::span<const std::string_view> italian_women() { return kWomen; }
std::span<const std::string_view> italian_men() { return kMen; }
std::span<const Origin> origins() { return kOrigins; }
std::span<const std::string_view> italian_cities() { return kCities; }

}  // namespace raccordo::synth
