SELECT adcode, name_zh, name_en, prefecture, label_lon, label_lat FROM counties ORDER BY adcode
