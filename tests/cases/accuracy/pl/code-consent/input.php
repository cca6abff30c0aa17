<?php
// Wszelkie prawa zastrzeżone.
// Zabrania się modyfikacji, używania i udostępniania kodu bez zgody autora.
$prom = 1;
