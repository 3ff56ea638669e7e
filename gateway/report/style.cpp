#include "report/chapters.hpp"

namespace raccordo::report {

std::string_view report_style() {
  return R"(body{font:16px/1.5 "Liberation Sans",Arial,Helvetica,sans-serif;color:#1a1a1a;background:#fff;max-width:64rem;margin:1.5rem auto;padding:0 1rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .3rem}
h2{font-size:1.3rem;line-height:1.25;margin:2.2rem 0 .6rem;border-bottom:2px solid #1f4e79;padding-bottom:.2rem}
h3{font-size:1.05rem;margin:1.2rem 0 .3rem}
.publisher{margin:0;color:#444}
a{color:#0b4a8f}
nav ul{padding-left:0;list-style:none}
.caution{border-left:5px solid #1a1a1a;background:#f2f2f2;padding:.5rem .8rem}
.lead{margin-bottom:.2rem}
.lead+ul{margin-top:0}
figure{margin:1rem 0 1.2rem}
figure svg{display:block;width:100%;max-width:760px;height:auto}
figcaption{font-size:.88rem;color:#444}
svg text{font-size:12px;fill:#1a1a1a}
svg .small{font-size:10px;fill:#444}
svg .strong{font-weight:bold}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.86rem;line-height:1.3;width:100%}
caption{text-align:left;font-weight:bold;padding:.3rem 0}
th,td{padding:.22rem .45rem;border-bottom:1px solid #bbb;vertical-align:top}
td{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
th{text-align:left;font-weight:normal}
thead th{font-weight:bold;text-align:right;vertical-align:bottom;border-bottom:2px solid #1a1a1a}
thead th:first-child{text-align:left}
thead .over{text-align:center;border-bottom:1px solid #bbb}
thead tr+tr th:first-child{text-align:right}
.c{color:#444;font-style:italic}
.group th{font-weight:bold;background:#eef2f6;border-top:1px solid #1a1a1a}
.d0{font-weight:bold}
.d2{padding-left:1.2rem}.d3{padding-left:2rem}.d4{padding-left:2.8rem}
.turned th{text-align:center;vertical-align:bottom;padding:.3rem .1rem}
.turned th:first-child{text-align:center}
.turned span{writing-mode:vertical-rl;transform:rotate(180deg);display:inline-block;max-height:7.5rem;text-align:left}
.wide-table{font-size:.78rem}
.wide-table td{padding:.22rem .25rem}
.key{width:auto;min-width:60%}
dt{font-weight:bold;margin-top:.5rem}
dd{margin:0 0 0 1.2rem;overflow-wrap:anywhere}
@page{size:A4;margin:16mm 14mm 18mm;@bottom-right{content:counter(page) " / " counter(pages);font:9pt sans-serif}}
@page wide{size:A4 landscape}
@media print{
body{font-size:10.5pt;max-width:none;margin:0;padding:0}
a{color:inherit;text-decoration:none}
h1{font-size:20pt}h2{font-size:14pt;margin-top:16pt}
h2,h3,.lead,caption{break-after:avoid}
figure,tr,dt,li{break-inside:avoid}
dt{break-after:avoid}
table{font-size:9pt}
.wide{page:wide;overflow:visible}
.wide-table{font-size:8pt}
.wide-table td,.wide-table tbody th{padding-top:.14rem;padding-bottom:.14rem}
.turned span{max-height:29mm}
.scroll{overflow:visible}
thead{display:table-header-group}
tbody{break-inside:auto}
.group{break-after:avoid}
}
)";
}

}  // namespace raccordo::report
